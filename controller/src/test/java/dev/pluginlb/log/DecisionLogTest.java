package dev.pluginlb.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.FinishedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

    private static final Server FIRST = Server.primary(Address.parse("10.0.0.1:5002"), 1);
    private static final Server SECOND = Server.primary(Address.parse("10.0.0.2:5002"), 1);
    private static final Logger LOG = (Logger) DecisionLog.LOG;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.DEBUG);
        LOG.setAdditive(false);
        LOG.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(lines);
        LOG.setAdditive(true);
        LOG.setLevel(null);
    }

    @Test
    void backupsAreMarkedAmongThoseThatWereAvailable() {
        Pool pool = new Pool(Pool.ALL, Balancing.ROUND_ROBIN, List.of(FIRST, SECOND.asBackup()));
        DecisionLog log = new DecisionLog(() -> RoutingPlan.ofOnePool(pool));

        log.accept(new FinishedRequest(
                "POST",
                "/plugin/t/x",
                "a/b",
                200,
                List.of(new FinishedRequest.Try("10.0.0.1:5002", 200, Optional.empty(), Optional.empty())),
                7,
                Duration.ofMillis(12),
                1,
                "short",
                Pool.ALL,
                ""));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "decision: path=/plugin/t/x plugin=a/b class=short "
                                + "available=[10.0.0.1:5002 10.0.0.2:5002(backup)] selected=10.0.0.1:5002 duration=12ms status=200");
    }
}
