package dev.pluginlb.bench.front;

import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A proxy with a small config written by hand, which knows no classes.
 *
 * @param method how it balances, in its own words
 * @param kind what it is
 */
record StaticFront(String name, String method, Kind kind) implements Contender {

    /** Programs with a config file. */
    enum Kind {
        NGINX("nginx") {
            @Override
            String config(Path folder, int port, String method, List<Integer> nodes) {
                return """
                        worker_processes 1; daemon off; worker_rlimit_nofile 20000;
                        pid %1$s/nginx.pid; error_log %1$s/error.log error;
                        events { worker_connections 18000; }
                        http {
                            access_log off;
                            client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                            uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
                            upstream nodes {
                                zone nodes 256k;
                                %2$s
                                %3$s
                                keepalive 64;
                                keepalive_timeout 4s;
                            }
                            server {
                                listen 127.0.0.1:%4$d backlog=4096;
                                location / {
                                    proxy_pass http://nodes;
                                    proxy_http_version 1.1;
                                    proxy_set_header Connection "";
                                    proxy_buffering off;
                                    proxy_read_timeout 3600s;
                                }
                            }
                        }
                        """.formatted(folder, method, lines(nodes, node -> "server 127.0.0.1:" + node + ";"), port);
            }

            @Override
            List<String> command(Path folder, Path config) {
                return List.of("nginx", "-p", folder + "/", "-e", folder + "/error.log", "-c", config.toString());
            }
        },
        HAPROXY("haproxy") {
            @Override
            String config(Path folder, int port, String method, List<Integer> nodes) {
                return """
                        global
                            maxconn 9000
                            nbthread 1
                        defaults
                            mode http
                            timeout connect 3s
                            timeout client 3600s
                            timeout server 3600s
                        listen nodes
                            bind 127.0.0.1:%2$d backlog 4096
                            balance %1$s
                        %3$s
                        """.formatted(method, port, lines(nodes, node -> "    server n" + node + " 127.0.0.1:" + node));
            }

            @Override
            List<String> command(Path folder, Path config) {
                return List.of("haproxy", "-db", "-f", config.toString());
            }
        };

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        abstract String config(Path folder, int port, String method, List<Integer> nodes);

        abstract List<String> command(Path folder, Path config);

        private static String lines(List<Integer> nodes, Function<Integer, String> line) {
            return nodes.stream().map(line).collect(Collectors.joining("\n"));
        }
    }

    private record Proxy(int port, Running running) implements Front {

        @Override
        public void close() {
            running.close();
        }
    }

    @Override
    public Optional<String> absence() {
        return Programs.has(kind.program) ? Optional.empty() : Optional.of(kind.program + " is not installed");
    }

    @Override
    public Duration schooling() {
        return Duration.ZERO;
    }

    @Override
    public Front start(Site site) {
        int port = Ports.free();
        try {
            Path config = Files.writeString(
                    site.folder().resolve("proxy.conf"), kind.config(site.folder(), port, method, site.ports()));
            Running running = Running.start(site.folder(), kind.command(site.folder(), config));
            return new Proxy(port, running.awaitAnswer("http://127.0.0.1:" + port + "/health/check"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
