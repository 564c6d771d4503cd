package dev.pluginlb.plan;

import static dev.pluginlb.testing.GivenPlan.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassesTest {

    @Test
    void endpointsAreSortedAndStandOnce() {
        Classes classes = new Classes(keys("/b", "/a", "/b"), keys("/d", "/c", "/d"));

        assertThat(classes.longEndpoints()).isEqualTo(keys("/a", "/b"));
        assertThat(classes.shortEndpoints()).isEqualTo(keys("/c", "/d"));
    }

    @Test
    void anEndpointThatIsSaidToBeBothIsLong() {
        assertThat(new Classes(keys("/a"), keys("/a", "/b"))).isEqualTo(new Classes(keys("/a"), keys("/b")));
    }

    @Test
    void onlyThoseThatAreNotAsTheirRouteSaysAreExceptions() {
        Classes known = new Classes(
                keys("* /e/:hook_id", "POST /plugin/:tenant_id/dispatch/model/schema"),
                keys("POST /plugin/:tenant_id/dispatch/tool/invoke a/b", "GET /health/check"));

        assertThat(known.exceptions())
                .isEqualTo(new Classes(
                        keys("POST /plugin/:tenant_id/dispatch/model/schema"),
                        keys("POST /plugin/:tenant_id/dispatch/tool/invoke a/b")));
        assertThat(Classes.NONE.exceptions()).isEqualTo(new Classes(List.of(), List.of()));
    }
}
