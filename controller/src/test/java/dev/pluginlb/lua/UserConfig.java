package dev.pluginlb.lua;

import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Ports;

/** A server of an operator's own, who knows nothing of pluginlb but the name of its upstream. */
final class UserConfig {

    private static final String LISTEN = "127.0.0.1:" + Ports.free();

    /** As any operator would write it, with subrequests that come to nodes. */
    static final String PLAIN = server("");

    private UserConfig() {}

    /** With more lines in the server. */
    static String server(String lines) {
        return """
                server {
                    listen %s;
                    proxy_buffering off;
                    %s
                    location / {
                        proxy_pass http://dify_plugin_daemon_servers;
                    }
                    location /mirrored/ {
                        mirror /copy;
                        proxy_pass http://dify_plugin_daemon_servers;
                    }
                    location = /copy {
                        internal;
                        proxy_pass http://dify_plugin_daemon_servers;
                    }
                }
                """.formatted(LISTEN, lines);
    }

    static Caller caller() {
        return new Caller(LISTEN);
    }
}
