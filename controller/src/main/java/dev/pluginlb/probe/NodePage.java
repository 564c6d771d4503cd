package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Ip;
import dev.pluginlb.exchange.Question;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** How nodes are asked: with a mark that fronts of ours refuse, so that none is taken for a node. */
final class NodePage {

    private static final String MARK = "X-Pluginlb-Probe";

    private NodePage() {}

    static Question of(Address node, String path, Question.Limits limits) {
        return Question.get(socket(node), node.toString(), path, limits).with(MARK, "1");
    }

    /** Whether the port takes connections. */
    static Question port(Address node, Question.Limits limits) {
        return Question.connection(socket(node), limits.time());
    }

    /** Of a number only; to look a name up takes longer than a probe may, and is done elsewhere. */
    private static InetSocketAddress socket(Address node) {
        return node.ip()
                .map(ip -> new InetSocketAddress(inet(ip), node.port()))
                .orElseGet(() -> InetSocketAddress.createUnresolved(node.host(), node.port()));
    }

    private static InetAddress inet(Ip ip) {
        try {
            return InetAddress.getByName(ip.toString());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(ip + " (expected: a number needs no look-up)", impossible);
        }
    }
}
