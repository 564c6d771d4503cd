package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SiteTest {

    /**
     * On SIGTERM a demo was once gone while its Redis, Nginx and nodes ran on. Not seen again; an error in one part, as of a class that a jar
     * built anew meanwhile no longer has, did exactly that.
     */
    @Test
    void whateverOneOfThemThrowsTheOthersAreEnded() throws IOException {
        List<String> ended = new ArrayList<>();
        Site site = Site.open("pluginlb-test-", opened -> {});
        site.opened(() -> ended.add("node"));
        site.opened(() -> {
            throw new NoClassDefFoundError("built anew");
        });
        site.opened(() -> {
            throw new IOException("broken");
        });

        site.close();

        assertThat(ended).containsExactly("node");
        assertThat(site.folder()).doesNotExist();
    }

    @Test
    void whatComesWhenAllIsClosedIsEndedAtOnce() throws IOException {
        List<String> ended = new ArrayList<>();
        Site site = Site.open("pluginlb-test-", opened -> {});
        site.close();

        assertThatThrownBy(() -> site.opened(() -> ended.add("late"))).isInstanceOf(IllegalStateException.class);

        assertThat(ended).containsExactly("late");
    }

    /** SIGTERM in the first moments found nothing to close, and the Redis that was just being started stayed. */
    @Test
    void aSiteThatIsClosedWhileItOpensLeavesNothing() {
        AtomicReference<Path> folder = new AtomicReference<>();

        assertThatThrownBy(() -> Site.open("pluginlb-test-", opened -> {
                    folder.set(opened.folder());
                    opened.close();
                }))
                .isInstanceOf(Exception.class);

        assertThat(folder.get()).doesNotExist();
    }
}
