package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.RegisteredController;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody wrote the key again and again: nobody led any more, and all was said to be well. */
class MissingLeadTest {

    private static final Instant START = Instant.parse("2026-12-01T06:00:00Z");

    private final MissingLead lead = new MissingLead();

    @Test
    void aStrangerWhoStaysIsNamed() {
        assertThat(at(0, "stranger", "one", "two")).isEmpty();
        assertThat(at(30, "stranger", "one", "two")).isEmpty();

        assertThat(at(31, "stranger", "one", "two").orElseThrow()).contains("stranger", "pluginlb:leader");
    }

    @Test
    void thatNobodyLeadsIsSaidToo() {
        assertThat(at(0, "", "one")).isEmpty();

        assertThat(at(31, "", "one").orElseThrow()).startsWith("no controller leads");
    }

    @Test
    void aControllerThatLeadsBeforeItIsRegisteredIsNoStranger() {
        assertThat(at(0, "two", "one")).isEmpty();
        assertThat(at(20, "two", "one", "two")).isEmpty();
        assertThat(at(40, "three", "one", "two")).isEmpty();

        assertThat(at(71, "three", "one", "two")).isPresent();
        assertThat(at(72, "one", "one", "two")).isEmpty();
    }

    @Test
    void whereNoControllerCanBeReadNothingIsSaid() {
        assertThat(at(0, "stranger")).isEmpty();
        assertThat(at(60, "stranger")).isEmpty();
    }

    private Optional<String> at(int second, String leader, String... controllers) {
        List<RegisteredController> registered = Stream.of(controllers)
                .map(id -> new RegisteredController(new ControllerId(id), "host", "1", Optional.empty(), START))
                .toList();
        Optional<ControllerId> holder =
                Optional.of(leader).filter(id -> !id.isEmpty()).map(ControllerId::new);
        return lead.words(new Coordination(holder, Map.of(), Map.of(), registered), START.plusSeconds(second));
    }
}
