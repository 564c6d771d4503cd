package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainFileTest {

    @TempDir
    Path root;

    Path etc;
    Path current;
    Path staged;

    @BeforeEach
    void prepare() throws IOException {
        etc = Files.createDirectories(root.resolve("etc/nginx"));
        current = Files.createDirectories(root.resolve("lib")).resolve("current");
        staged = Files.createDirectories(root.resolve("lib/releases/staged"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http { include CURRENT/*.conf; }",
                "http { include \"CURRENT/*.conf\"; }",
                "http { include 'CURRENT/*.conf' ; }",
                "http {\n\tinclude\t\tCURRENT/*.conf\n;\n}",
                "http {include CURRENT/upstreams.conf;}",
                "include /nowhere/*.conf; include /nowhere/no.conf; http { include CURRENT/*.conf; }",
                "# a comment\nhttp { # another\n include CURRENT/*.conf; # one more\n}",
                "http { include CURRENT/../current/*.conf; }"
            })
    void anIncludeIsFoundAndStandsForTheStagedRelease(String text) throws IOException {
        MainFile file = main(text.replace("CURRENT", current.toString()));

        assertThat(file.includesReleases()).isTrue();
        assertThat(shadowOf(file)).contains(staged + "/").doesNotContain(current + "/");
    }

    /** Lists of countries by address have tens of megabytes, and a word that is looked for only by chance. */
    @Test
    void nothingIsLookedForInALargeIncludedFile() throws IOException {
        Path list = Files.writeString(etc.resolve("countries.conf"), "1.0.0.0/24 AU;\n".repeat(300_000));
        Files.writeString(list, "client_max_body_size 1m;", StandardOpenOption.APPEND);
        MainFile file = main("http { geo $country { include countries.conf; } include " + current + "/*.conf; }");

        assertThat(file.includesReleases()).isTrue();
        assertThat(file.declared(Set.of("client_max_body_size"))).isEmpty();
        assertThat(shadowOf(file)).contains("include \"" + list + "\"", staged + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http {}",
                "http { # include CURRENT/*.conf;\n}",
                "http { include CURRENT; }",
                "http { include CURRENT/deeper/*.conf; }",
                "http { xinclude CURRENT/*.conf; }",
                "http { include mime.types; }"
            })
    void withoutAnIncludeNothingIsFound(String text) throws IOException {
        assertThat(main(text.replace("CURRENT", current.toString())).includesReleases())
                .isFalse();
    }

    @Test
    void whatIsForTheStreamBlockIsIncludedApart() throws IOException {
        MainFile http = main("http { include " + current + "/*.conf; }");
        assertThat(http.includesReleases()).isTrue();
        assertThat(http.includesStreams()).isFalse();

        MainFile stream = main("stream { include " + current + "/*.stream; }");
        assertThat(stream.includesReleases()).isFalse();
        assertThat(stream.includesStreams()).isTrue();
    }

    @Test
    void anIncludeForTheStreamBlockStandsForTheStagedReleaseAlsoInAnotherFile() throws IOException {
        write("streams/pluginlb.conf", "include " + current + "/*.stream;");
        MainFile file = main("http { include " + current + "/*.conf; }\nstream { include streams/*.conf; }");

        assertThat(file.includesStreams()).isTrue();
        assertThat(shadowOf(file)).contains("included-1-pluginlb.conf").doesNotContain(current + "/");
        assertThat(Files.readString(scratch().resolve("included-1-pluginlb.conf")))
                .isEqualTo("include \"" + staged + "/*.stream\";");
    }

    @Test
    void relativeIncludesAreRelativeToTheMainFile() throws IOException {
        Files.createSymbolicLink(etc.resolve("lib"), root.resolve("lib"));
        MainFile file = new MainFile(write("nginx.conf", "http { include current/*.conf; }"), etc.resolve("current"));

        assertThat(file.includesReleases()).isTrue();
        assertThat(shadowOf(file)).contains("include \"" + staged + "/*.conf\"");
    }

    @Test
    void anIncludeThroughALinkedFolderIsTheSame() throws IOException {
        Path alias = Files.createSymbolicLink(root.resolve("alias"), root.resolve("lib"));

        assertThat(main("http { include " + alias + "/current/*.conf; }").includesReleases())
                .isTrue();
    }

    @Test
    void inATreeAsDebianMakesItTheFileOnTheWayIsCopiedAndAllElseStays() throws IOException {
        Path ours = write("conf.d/pluginlb.conf", "include " + current + "/*.conf;");
        Path other = write("conf.d/other.conf", "map_hash_max_size 128;");
        Path site = write("sites-available/default", "server {}");
        Files.createDirectories(etc.resolve("sites-enabled"));
        Files.createSymbolicLink(etc.resolve("sites-enabled/default"), site);
        MainFile file = main("include " + etc + "/modules-enabled/*.conf;\nhttp {\n  include " + etc
                + "/mime.types;\n  include " + etc + "/conf.d/*.conf;\n  include " + etc + "/sites-enabled/*;\n}\n");

        assertThat(file.includesReleases()).isTrue();
        assertThat(shadowOf(file))
                .contains("include \"" + other + "\";", "included-1-pluginlb.conf", etc + "/sites-enabled/*")
                .doesNotContain("include \"" + ours + "\"");
        assertThat(Files.readString(scratch().resolve("included-1-pluginlb.conf")))
                .isEqualTo("include \"" + staged + "/*.conf\";");
        assertThat(file.declared(Set.of("map_hash_max_size", "map_hash_bucket_size", "server_tokens")))
                .containsExactly("map_hash_max_size");
    }

    @Test
    void hiddenFilesAreNoMatchOfAWildcard() throws IOException {
        write("conf.d/pluginlb.conf", "include " + current + "/*.conf;");
        write("conf.d/.draft.conf", "broken {");
        MainFile file = main("http { include conf.d/*.conf; }");

        assertThat(shadowOf(file)).contains("pluginlb.conf").doesNotContain(".draft.conf");
    }

    @Test
    void includesThatGoInCirclesEnd() throws IOException {
        write("a.conf", "include b.conf;");
        write("b.conf", "include a.conf;");

        assertThat(main("include a.conf;").includesReleases()).isFalse();
        assertThat(shadowOf(main("include a.conf;"))).contains("a.conf");
    }

    @Test
    void directivesAreDeclaredInTheFileOrAnIncludedOneButNotInCommentsOrReleases() throws IOException {
        Files.writeString(staged.resolve("classes.conf"), "map_hash_bucket_size 1024;");
        Files.createSymbolicLink(current, staged);
        write("tuning.conf", "  map_hash_max_size 4096;");
        MainFile file = main("#map_hash_bucket_size 64;\nhttp { server_tokens off; include tuning.conf; include "
                + current + "/*.conf; }");

        assertThat(file.declared(Set.of("map_hash_bucket_size", "map_hash_max_size", "server_tokens")))
                .containsExactlyInAnyOrder("map_hash_max_size", "server_tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "'events { worker_connections 768; }', 768",
        "'events {\n  # worker_connections 1;\n  worker_connections\t20000 ;\n}', 20000",
        "'include tuning.conf; http {}', 4000",
        "'events {}', 512"
    })
    void theConnectionsOfAWorkerAreKnown(String text, int connections) throws IOException {
        write("tuning.conf", "events {worker_connections 4000;}");

        assertThat(main(text).workerConnections()).isEqualTo(connections);
    }

    @Test
    void aFileThatIsNotUtf8IsReadAllTheSame() throws IOException {
        Path file = etc.resolve("nginx.conf");
        Files.write(
                file, ("# caf\u00e9\nhttp { include " + current + "/*.conf; }").getBytes(StandardCharsets.ISO_8859_1));
        MainFile main = new MainFile(file, current);

        assertThat(main.includesReleases()).isTrue();
        assertThat(shadowOf(main)).contains(staged + "/*.conf");
    }

    private MainFile main(String text) throws IOException {
        return new MainFile(write("nginx.conf", text), current);
    }

    private Path write(String name, String text) throws IOException {
        Path file = etc.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    private String shadowOf(MainFile file) throws IOException {
        return Files.readString(file.shadow(staged, scratch()));
    }

    private Path scratch() {
        return root.resolve("scratch");
    }
}
