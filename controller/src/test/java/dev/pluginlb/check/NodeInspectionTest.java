package dev.pluginlb.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} advises; {@code CheckTest} brings about what can be brought about on one machine. */
class NodeInspectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5:5002   | Connection refused                | nothing listens there",
                "10.0.0.5:5002   | no answer within 500 ms           | curl -m 3 http://10.0.0.5:5002/health/check",
                "10.0.0.5:5002   | No route to host                  | ip route get 10.0.0.5",
                "10.0.0.5:5002   | Network is unreachable            | ip route get 10.0.0.5",
                "10.0.0.5:5002   | /health/check answered 404        | is health.path right",
                "10.0.0.5:5002   | /health/check answered 421        | that is a front of pluginlb",
                "10.0.0.5:5002   | Connection reset by peer          | it must answer /health/check from here",
                "172.18.0.3:5002 | no answer within 500 ms           | what Docker gives to containers",
                "172.18.0.3:5002 | Connection refused                | discovery.rewrite \"172.18.0.3:5002\"",
                "172.18.0.3:5002 | /health/check answered 421        | that is a front of pluginlb",
            })
    void eachCauseHasAMendOfItsOwn(String address, String words, String mend) {
        assertThat(new NodeInspection("/health/check").mend(Address.parse(address), words))
                .contains(mend);
    }
}
