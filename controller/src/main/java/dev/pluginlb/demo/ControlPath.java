package dev.pluginlb.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stand-in's switches over HTTP, for one that runs in a process of its own: {@code /stand-in/...}, from loopback
 * only, answered even while answers are frozen. A step that cuts connections runs after its own answer has gone out.
 */
final class ControlPath {

    private static final String ROOT = "/stand-in/";
    private static final int SLOW_TIMES = 10;
    private static final Pattern PLUGIN = Pattern.compile("plugins/([^/]+/[^/]+)/(ready|not-ready)");
    private static final Pattern SPAN = Pattern.compile("(?:for|by)=([0-9a-z]+)");

    private final StandInDaemon daemon;

    ControlPath(StandInDaemon daemon) {
        this.daemon = daemon;
    }

    static boolean owns(Call call) {
        return call.path().startsWith(ROOT) && call.fromLoopback();
    }

    void answer(Call call) throws IOException {
        String step = call.method() + " " + call.path().substring(ROOT.length());
        if (step.equals("GET executions")) {
            call.json(200, Map.of("node_id", daemon.nodeId(), "executions", daemon.executions()));
            return;
        }
        try {
            boolean known = step.startsWith("POST ") && switched(step.substring("POST ".length()), call);
            call.json(known ? 200 : 404, Map.of("node_id", daemon.nodeId(), "done", known));
        } catch (IllegalArgumentException e) {
            call.json(400, DaemonAnswer.badRequest(String.valueOf(e.getMessage())));
        }
    }

    private boolean switched(String step, Call call) {
        switch (step) {
            case "heartbeats/freeze" -> daemon.freezeHeartbeats();
            case "heartbeats/thaw" -> daemon.thawHeartbeats();
            case "answers/freeze" -> daemon.freezeAnswers();
            case "answers/thaw" -> daemon.thawAnswers();
            case "plugins/fail" -> daemon.failFast();
            case "plugins/slow" -> daemon.slowDown(SLOW_TIMES);
            case "plugins/mend" -> daemon.mend();
            case "ping/step-back" -> daemon.stepPingBack(span(call));
            case "refuse" -> refuse(call, span(call));
            case "kill" -> call.afterEnd(() -> daemon.later(Duration.ZERO, daemon::kill));
            default -> {
                return plugin(step);
            }
        }
        return true;
    }

    /** Nobody could ask a closed port to open, so the time is given along: {@code ?for=2s}. */
    private void refuse(Call call, Duration time) {
        call.afterEnd(() -> daemon.later(Duration.ZERO, () -> {
            daemon.refuse();
            daemon.later(time, daemon::listen);
        }));
    }

    private boolean plugin(String step) {
        Matcher plugin = PLUGIN.matcher(step);
        if (!plugin.matches()) {
            return false;
        }
        if (plugin.group(2).equals("ready")) {
            daemon.makeReady(plugin.group(1));
        } else {
            daemon.makeNotReady(plugin.group(1));
        }
        return true;
    }

    private static Duration span(Call call) {
        String query = call.query().orElse("");
        Matcher span = SPAN.matcher(query);
        if (!span.matches()) {
            throw Expected.rule("query", query, "for= or by= and a time, as in for=2s");
        }
        return Spans.parse("query", span.group(1));
    }
}
