package dev.pluginlb.e2e;

import java.util.List;
import java.util.regex.Pattern;

/** Reads rendered upstreams. */
public final class Upstreams {

    private static final Pattern ALL = Pattern.compile("upstream dify_plugin_daemon_servers \\{([^}]*)}");
    private static final Pattern SERVER = Pattern.compile("(?m)^ *server (\\S+) weight=.*;$");

    private static final Pattern MEMBER = Pattern.compile("(?m)^ *server (\\S+) max_fails=0;$");

    private static final Pattern NODE = Pattern.compile("(?m)^node (\\S+) ");

    private Upstreams() {}

    /** The addresses in a state of the Lua driver. */
    public static List<String> nodesIn(String state) {
        return NODE.matcher(state).results().map(match -> match.group(1)).toList();
    }

    /** The addresses in the upstream of all nodes; empty when it holds the placeholder for nobody only. */
    public static List<String> serversIn(String upstreams) {
        String block = ALL.matcher(upstreams)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
        return SERVER.matcher(block).results().map(match -> match.group(1)).toList();
    }

    /** The members in a file of one further pool, sorted. */
    static List<String> membersIn(String pools) {
        return MEMBER.matcher(pools)
                .results()
                .map(match -> match.group(1))
                .sorted()
                .toList();
    }
}
