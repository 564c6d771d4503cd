package dev.pluginlb.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.GivenJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySearchTest {

    private static final String WORKS = GivenJar.named("by-night");

    @TempDir
    Path state;

    @Test
    void withoutAFolderThereAreTheBuiltInOnes() {
        FoundPolicies found = FoundPolicies.in(state);

        assertThat(found.policies().names()).contains("least-conn", "two-tier");
        assertThat(found.origins()).isEmpty();
        assertThat(found.refused()).isEmpty();
    }

    @Test
    void aPolicyInAJarIsFoundByItsName() {
        Path jar = GivenJar.ofPolicy(WORKS, jar("night.jar"));

        FoundPolicies found = FoundPolicies.in(state);

        assertThat(found.policies().find("by-night")).isPresent();
        assertThat(found.policies().find("round-robin")).isPresent();
        assertThat(found.origins()).isEqualTo(Map.of("by-night", jar.toString()));
        assertThat(found.refused()).isEmpty();
    }

    /** Each reading of the configuration left its jars open for good. */
    @Test
    void whoOnlyLooksLeavesNoJarOpen() throws IOException {
        Path jar = GivenJar.ofPolicy(WORKS, jar("night.jar")).toRealPath();

        try (FoundPolicies found = FoundPolicies.in(state)) {
            assertThat(found.refused()).isEmpty();
            assertThat(openFiles()).contains(jar);
        }
        assertThat(openFiles()).doesNotContain(jar);
    }

    private static List<Path> openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.flatMap(PolicySearchTest::target).toList();
        }
    }

    private static Stream<Path> target(Path file) {
        try {
            return Stream.of(Files.readSymbolicLink(file));
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }

    @Test
    void jarsDoNotSeeEachOthersClasses() {
        GivenJar.ofPolicy(WORKS, jar("a.jar"));
        GivenJar.ofPolicy(GivenJar.named("by-day"), jar("b.jar"));

        assertThat(FoundPolicies.in(state).origins()).containsOnlyKeys("by-night", "by-day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public Policy(int n) {} public String name() { return \"x\"; } | Unable to get public no-arg constructor",
                "public Policy() { throw new IllegalStateException(\"boom\"); } public String name() { return \"x\"; } | boom",
                "static int n = 1 / 0; public String name() { return \"x\"; } | ArithmeticException",
                "public String name() { throw new StackOverflowError(); } | StackOverflowError",
                "public String name() { return \"No Name\"; } | name: No Name (expected: at most 64 of a-z",
                "public String name() { return null; } | NullPointerException",
                "public String name() { return \"two-tier\"; } | name: two-tier (expected: none of [",
            })
    void aBrokenPolicyIsRefusedByJarAndClassAndTheOthersGoOn(String body, String why) {
        Path broken = GivenJar.ofPolicy(body, jar("a.jar"));
        GivenJar.ofPolicy(WORKS, jar("b.jar"));

        FoundPolicies found = FoundPolicies.in(state);

        assertThat(found.refused())
                .singleElement()
                .asString()
                .startsWith(broken.toString())
                .contains("other.Policy", why);
        assertThat(found.origins()).containsOnlyKeys("by-night");
    }

    @Test
    void theFirstJarKeepsANameThatTwoHave() {
        Path first = GivenJar.ofPolicy(WORKS, jar("a.jar"));
        Path second = GivenJar.ofPolicy(WORKS, jar("b.jar"));

        FoundPolicies found = FoundPolicies.in(state);

        assertThat(found.origins()).containsEntry("by-night", first.toString());
        assertThat(found.refused()).singleElement().asString().startsWith(second.toString());
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        GivenJar.ofPolicy(WORKS, jar("b.jar"));
        Files.writeString(jar("a.jar"), "no jar");

        FoundPolicies found = FoundPolicies.in(state);

        assertThat(found.refused())
                .singleElement()
                .asString()
                .startsWith(jar("a.jar").toString());
        assertThat(found.origins()).containsOnlyKeys("by-night");
    }

    @Test
    void aJarWithoutAServiceFileIsRefused() throws IOException {
        GivenJar.of(Files.createDirectory(state.resolve("nothing")), jar("a.jar"));

        assertThat(FoundPolicies.in(state).refused())
                .singleElement()
                .asString()
                .contains("no entry META-INF/services/dev.pluginlb.policy.RoutingPolicy");
    }

    @Test
    void aServiceFileThatNamesNoClassIsRefused() throws IOException {
        Path sources = state.resolve("sources");
        Files.createDirectories(sources.resolve("META-INF/services"));
        Files.writeString(sources.resolve(JarLoader.SERVICE_FILE), "other.Nobody\n");
        GivenJar.of(sources, jar("a.jar"));

        assertThat(FoundPolicies.in(state).refused())
                .singleElement()
                .asString()
                .contains("a.jar: Provider other.Nobody not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void aJarThatOthersMayWriteIsRefused(String permissions) throws IOException {
        Path jar = GivenJar.ofPolicy(WORKS, jar("a.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString(permissions));

        assertRefused(FoundPolicies.in(state), jar, permissions);
    }

    @Test
    void aFolderThatOthersMayWriteIsRefused() throws IOException {
        GivenJar.ofPolicy(WORKS, jar("a.jar"));
        Path folder = state.resolve("plugins");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertRefused(FoundPolicies.in(state), folder, "rwxrwxr-x");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Path elsewhere = GivenJar.ofPolicy(WORKS, state.resolve("elsewhere/a.jar"));
        Files.createDirectory(state.resolve("plugins"));
        Path link = Files.createSymbolicLink(jar("a.jar"), elsewhere);

        assertRefused(FoundPolicies.in(state), link, "no plain file");
    }

    @Test
    void whatBelongsToSomebodyElseIsRefused() {
        GivenJar.ofPolicy(WORKS, jar("a.jar"));
        Path folder = state.resolve("plugins");

        assertRefused(new PolicySearch(new Ownership(Set.of(54321))).run(folder), folder, "[54321]");
    }

    private static void assertRefused(FoundPolicies found, Path what, String why) {
        assertThat(found.origins()).isEmpty();
        assertThat(found.refused())
                .singleElement()
                .asString()
                .startsWith(what + ": ")
                .contains(why, "chmod go-w");
    }

    private Path jar(String name) {
        return state.resolve("plugins").resolve(name);
    }
}
