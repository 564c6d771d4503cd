package dev.pluginlb.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is known by its number and by when it began. */
class WorkerIdentityTest {

    @TempDir
    Path folder;

    LuaNginx nginx;
    Caller caller;

    @BeforeEach
    void start() {
        String listen = "127.0.0.1:" + Ports.free();
        caller = new Caller(listen);
        nginx = LuaNginx.in(folder)
                .withHttp("""
                        server {
                            listen %s;
                            location = /id {
                                content_by_lua_block {
                                    ngx.print(assert(loadfile("%s/current/process.lua"))().id())
                                }
                            }
                            location = /lives {
                                content_by_lua_block {
                                    local process = assert(loadfile("%s/current/process.lua"))()
                                    if ngx.var.arg_full then
                                        io.open = function() return nil, "Too many open files", 24 end
                                    end
                                    ngx.print(tostring(process.lives(ngx.unescape_uri(ngx.var.arg_id))))
                                }
                            }
                        }
                        """.formatted(listen, folder, folder))
                .start();
    }

    @AfterEach
    void end() {
        nginx.close();
    }

    @Test
    void itLivesUnderItsOwnId() {
        assertThat(lives(id())).isTrue();
        assertThat(id()).startsWith(nginx.workers().get(0).pid() + ":");
    }

    @Test
    void anotherProcessOfTheSameNumberIsNotIt() {
        assertThat(lives(id() + "1")).isFalse();
    }

    @Test
    void aProcessThatIsNotThereDoesNotLive() {
        assertThat(lives("99999999:1")).isFalse();
        assertThat(lives("nonsense")).isFalse();
    }

    /** Without a free file descriptor every worker seemed dead to every other, and its requests were forgotten. */
    @Test
    void whoCannotBeLookedAtLives() {
        assertThat(caller.call("GET", "/lives?full=1&id=" + id()).unchunked()).isEqualTo("true");
    }

    private String id() {
        return caller.call("GET", "/id").unchunked();
    }

    private boolean lives(String id) {
        return caller.call("GET", "/lives?id=" + id).unchunked().equals("true");
    }
}
