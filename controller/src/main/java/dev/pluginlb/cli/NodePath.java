package dev.pluginlb.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the API keeps what concerns one node. */
final class NodePath {

    private NodePath() {}

    /** @param node an id, a unique prefix of one, or {@code ip:port} */
    static String drain(String node) {
        String encoded = URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20");
        return "/api/v1/nodes/" + encoded + "/drain";
    }
}
