package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.MountedApart;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom the pid file names is told something only if it is ours, and what is not ours is not written. */
class PidFileTest extends OnNginx {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void aReloadIsToldToTheMasterThatServesAndToNobodyWhomThePidFileNamesInstead() throws IOException {
        ours().apply(first);
        String number = Files.readString(nginx.pidFile());
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(nginx.pidFile(), stranger.pid() + "\n");
            ApplyOutcome outcome = ours().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);

            Files.writeString(nginx.pidFile(), number);
            nginx.nginx().stop();
            await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
            Files.writeString(nginx.pidFile(), stranger.pid() + "\n");
            ApplyOutcome nobody = somebodyElses().apply(first);
            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words()).contains(stranger.pid() + ", which is no Nginx (sleep 60)");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
            Files.writeString(nginx.pidFile(), number);
        }
    }

    @Test
    void anNginxWithARelativeMainFileOfItsOwnIsNotTakenForOurs() throws IOException {
        ours().apply(first);
        String number = Files.readString(nginx.pidFile());
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn()) {
            stranger.put(config(stranger.front(), 1));
            Path main = stranger.main().getFileName();
            assertThat(new Nginx("nginx", Optional.of(stranger.folder()), main, Duration.ofSeconds(10))
                            .start()
                            .succeeded())
                    .isTrue();
            await().until(() -> stranger.live().isPresent());
            nginx.nginx().stop();
            await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
            Files.writeString(nginx.pidFile(), Files.readString(stranger.pidFile()));

            ApplyOutcome nobody = somebodyElses().apply(second);

            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words()).contains("the Nginx of " + stranger.main(), "which was told nothing");
            assertThat(ours().apply(second).result()).isEqualTo(Result.PROVEN);
            assertThat(stranger.live()).isPresent();
        } finally {
            Files.writeString(nginx.pidFile(), number);
        }
    }

    /** Its number was overwritten: what was meant for the Nginx of the machine reached ours from then on. */
    @Test
    void whatIsThePidFileOfAnotherNginxTooIsNotTakenFromIt() throws IOException {
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn()) {
            stranger.put(config(stranger.front(), 1));
            stranger.start();
            String number = Files.readString(stranger.pidFile());
            Path main = nginx.main();
            String own = Files.readString(main);
            Files.writeString(main, own.replace("pid nginx.pid;", "pid " + stranger.pidFile() + ";"));

            ApplyOutcome refused = ours().apply(first);

            assertThat(refused.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(refused.words())
                    .contains(stranger.pidFile() + " is the pid file of a running Nginx that is not ours")
                    .contains("(process " + number.strip() + ": nginx: master process")
                    .contains("set another pid in " + main);
            assertThat(stranger.pidFile()).hasContent(number.strip());
            assertThat(nginx.live()).isEmpty();

            Files.writeString(main, own);
            assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        }
    }

    /** Nginx moved to it at the reload, and the status had said to write its number there. */
    @Test
    void norAtAReloadAfterTheMainFileWasChanged() throws IOException {
        ours().apply(first);
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn()) {
            stranger.put(config(stranger.front(), 1));
            stranger.start();
            String number = Files.readString(stranger.pidFile());
            String own = Files.readString(nginx.main());
            Files.writeString(nginx.main(), own.replace("pid nginx.pid;", "pid " + stranger.pidFile() + ";"));

            ApplyOutcome refused = somebodyElses().apply(second);
            PidWatch watch =
                    new PidWatch(target(nginx.nginx(), nginx.mainFile()).signals(), ProcessCare.SOMEBODY_ELSES);
            watch.look();

            assertThat(refused.isProven()).isFalse();
            assertThat(refused.words())
                    .contains(stranger.pidFile() + " is the pid file of a running Nginx that is not ours");
            assertThat(watch.fault().orElseThrow()).contains("set another pid").doesNotContain("remove it");
            assertThat(stranger.pidFile()).hasContent(number.strip());
            assertThat(nginx.live()).contains(first.version());

            Files.writeString(nginx.main(), own);
            assertThat(somebodyElses().apply(second).result()).isEqualTo(Result.PROVEN);
        }
    }

    @Test
    void thatMasterIsToldAlsoWhereThePidFileNamesAStranger() throws IOException {
        nginx.put(first);
        nginx.start();
        String number = Files.readString(nginx.pidFile());
        Files.delete(control());
        try {
            Files.writeString(nginx.pidFile(), ProcessHandle.current().pid() + "\n");
            ApplyOutcome outcome = somebodyElses().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        } finally {
            Files.writeString(nginx.pidFile(), number);
        }
    }

    @Test
    void aPipeInThePlaceOfThePidFileIsNotWaitedForAndGivesWayToAFile() throws IOException {
        ours().apply(first);
        long master = nginx.processes().get(0).pid();
        Pipe.at(nginx.pidFile());
        Files.delete(control());
        assertThat(hindrance()).contains(control().toString());

        ApplyOutcome outcome = assertTimeoutPreemptively(LONGEST, () -> ours().apply(second));

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        assertThat(nginx.pidFile()).isRegularFile().content().isEqualToIgnoringWhitespace(Long.toString(master));
    }

    @Test
    void aMasterWithMountsOfItsOwnIsNotTakenForOursThoughItsWordsAreTheSame() throws IOException {
        ours().apply(first);
        nginx.nginx().stop();
        await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn();
                MountedApart apart = MountedApart.folder(folder, stranger.folder())) {
            stranger.put(config(stranger.front(), 1));
            String main = folder + "/nginx.conf";
            apart.run("nginx", "-p", folder + "/", "-c", main);
            await().until(() -> stranger.live().isPresent());
            assertThat(somebodyElses().apply(first).words()).contains("no master of ours is to be seen");

            Files.writeString(nginx.pidFile(), Files.readString(stranger.pidFile()));
            ApplyOutcome nobody = somebodyElses().apply(second);

            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words())
                    .contains("the Nginx of " + main + " in another container", "which was told nothing");
            ApplyOutcome outcome = ours().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
            assertThat(stranger.live()).contains(config(stranger.front(), 1).version());
        }
    }

    @Test
    void aPidFileThatNamesAStrangerIsWrittenAnewWhereNginxIsOursAndElseItIsSaid() throws IOException {
        ours().apply(first);
        String right = Files.readString(nginx.pidFile());
        Signals signals = target(nginx.nginx(), nginx.mainFile()).signals();
        PidWatch theirs = new PidWatch(signals, ProcessCare.SOMEBODY_ELSES);
        theirs.look();
        assertThat(theirs.fault()).isEmpty();

        Files.writeString(nginx.pidFile(), "1\n");
        theirs.look();
        assertThat(theirs.fault())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains(nginx.pidFile() + " names process 1", "write " + right.strip() + " into a new one"));

        PidWatch own = new PidWatch(signals, ProcessCare.OURS);
        own.look();
        assertThat(own.fault()).isEmpty();
        assertThat(nginx.pidFile()).hasContent(right.strip());
        theirs.look();
        assertThat(theirs.fault()).isEmpty();
    }

    /** Nobody knows then where it is: that of the machine's Nginx was taken for it, and was to be removed. */
    @Test
    void whileTheMainFileIsGoneNoPidFileIsTakenForOurs() throws IOException {
        ours().apply(first);
        Path built = Files.writeString(folder.resolve("built-in.pid"), "1\n");
        Path program = Files.writeString(
                folder.resolve("program"),
                "#!/bin/sh\n[ \"$1\" != -V ] || exec echo configure arguments: --pid-path=" + built
                        + " >&2\nexec nginx \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Nginx other = new Nginx(program.toString(), Optional.of(folder), nginx.main(), LONGEST);
        Signals signals = target(other, nginx.mainFile()).signals();
        Files.delete(nginx.main());
        assertThat(signals.pidFile()).isEqualTo(built);

        PidWatch theirs = new PidWatch(signals, ProcessCare.SOMEBODY_ELSES);
        theirs.look();
        new PidWatch(signals, ProcessCare.OURS).look();

        assertThat(theirs.fault()).isEmpty();
        assertThat(built).hasContent("1");
    }

    /** The file that it led to, of somebody else's Nginx, had its number written over. */
    @Test
    void aLinkInThePlaceOfThePidFileIsReplacedAndNotWhatItLeadsTo() throws IOException {
        ours().apply(first);
        String right = Files.readString(nginx.pidFile()).strip();
        Path theirs = Files.writeString(folder.resolve("theirs.pid"), "1\n");
        Files.delete(nginx.pidFile());
        Files.createSymbolicLink(nginx.pidFile(), theirs);

        new PidWatch(target(nginx.nginx(), nginx.mainFile()).signals(), ProcessCare.OURS).look();

        assertThat(nginx.pidFile()).isRegularFile().hasContent(right);
        assertThat(Files.isSymbolicLink(nginx.pidFile())).isFalse();
        assertThat(theirs).hasContent("1");
    }

    /** All was said to be well, while the former program served a drained node for as long as both ran. */
    @Test
    void aFormerProgramThatServesBesideTheNewOneIsSaidWithWhatEndsIt() throws Exception {
        nginx.put(first);
        Nginx absolute = new Nginx(program(), Optional.of(folder), nginx.main(), Duration.ofSeconds(10));
        assertThat(absolute.start().succeeded()).isTrue();
        await().until(() -> nginx.live().isPresent());
        String former = Files.readString(nginx.pidFile()).strip();
        PidWatch watch = new PidWatch(target(nginx.nginx(), nginx.mainFile()).signals(), ProcessCare.SOMEBODY_ELSES);
        watch.look();
        assertThat(watch.fault()).isEmpty();

        tell("-USR2", former);
        await().untilAsserted(() -> assertThat(faultOf(watch))
                .hasValueSatisfying(words -> assertThat(words).contains("side by side", "kill -QUIT " + former)));

        tell("-WINCH", former);
        await("the former one takes nothing any more")
                .until(() -> faultOf(watch).isEmpty());
        tell("-HUP", former);
        await("its workers are back").until(() -> faultOf(watch).isPresent());
        tell("-QUIT", former);
        await().until(() -> faultOf(watch).isEmpty());
        assertThat(nginx.live()).isPresent();
    }

    private static Optional<String> faultOf(PidWatch watch) {
        watch.look();
        return watch.fault();
    }

    private static void tell(String signal, String process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, process).start().waitFor())
                .isZero();
    }

    /** Nginx looks for its new program by the name that it was started with, and not along the path. */
    private static String program() {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
