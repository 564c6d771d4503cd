package dev.pluginlb.chaos;

import dev.pluginlb.e2e.ChildJvm;
import dev.pluginlb.testing.FileHandles;
import dev.pluginlb.testing.WrongClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Nothing may be lost by any of them: Nginx goes on. */
final class ControllerFaults {

    private static final Duration REFUSES_WITHIN = Duration.ofSeconds(20);

    private static final Duration FAR = Duration.ofHours(7);

    private ControllerFaults() {}

    static List<Fault> all() {
        List<Fault> everywhere = List.of(
                controller(
                        "controller-killed",
                        "SIGKILL",
                        (site, hit) -> site.controller().kill(),
                        (site, hit) -> site.startController()),
                controller(
                                "controller-paused",
                                "SIGSTOP",
                                (site, hit) -> site.controller().pause(),
                                (site, hit) -> site.controller().resume())
                        .lasting(5),
                controller(
                        "controller-twice",
                        "another is started on the same nginx.dir: it must refuse",
                        (site, hit) -> startAnother(site),
                        (site, hit) -> {}),
                controller(
                                "controller-clock-wrong",
                                "started seven hours behind, with a right clock at last; a node dies meanwhile",
                                ControllerFaults::startWithAWrongClock,
                                (site, hit) -> {
                                    site.controller().kill();
                                    site.startController();
                                    hit.places().get(0).begin();
                                })
                        .losing(Loss.CUT)
                        .saying("the clock is about 7 h behind Redis's"),
                controller(
                                "controller-clock-set",
                                "its clock is set seven hours ahead while it runs, and back; a node dies meanwhile",
                                ControllerFaults::setTheClock,
                                (site, hit) -> {
                                    new WrongClock(site.folder()).set(Duration.ZERO);
                                    hit.places().get(0).begin();
                                })
                        .losing(Loss.CUT)
                        .lasting(5),
                controller(
                                "controller-no-handles",
                                "it can open nothing more",
                                (site, hit) -> handles(site).takeAway(),
                                ControllerFaults::giveBack)
                        .lasting(5));
        List<Fault> onSmallDisk = List.of(
                disk(
                                "disk-full",
                                "nothing can be written in nginx.dir and state-dir, and a node dies",
                                (site, hit) -> {
                                    site.disk().fill();
                                    loseANode(site, hit);
                                },
                                (site, hit) -> {
                                    site.disk().empty();
                                    hit.places().get(0).begin();
                                })
                        .saying("(?i)no space left"),
                disk(
                                "disk-read-only",
                                "the same, remounted",
                                (site, hit) -> {
                                    site.disk().lock();
                                    loseANode(site, hit);
                                },
                                (site, hit) -> {
                                    site.disk().unlock();
                                    hit.places().get(0).begin();
                                })
                        .saying("(?i)read-only"));
        return SmallDisk.isPossible()
                ? Stream.concat(everywhere.stream(), onSmallDisk.stream()).toList()
                : everywhere;
    }

    private static Fault controller(String name, String what, Fault.Step begin, Fault.Step end) {
        return Fault.of(Part.CONTROLLER, name, what, begin, end);
    }

    /** Something must be written, and what was on it may be lost. */
    private static Fault disk(String name, String what, Fault.Step begin, Fault.Step end) {
        return controller(name, what, begin, end).losing(Loss.CUT).lasting(5);
    }

    private static void startWithAWrongClock(Site site, Hit hit) throws IOException {
        WrongClock clock = new WrongClock(site.folder());
        clock.set(FAR.negated());
        site.startController(clock);
        site.await("the controller", () -> site.console().isThere());
        loseANode(site, hit);
    }

    private static void setTheClock(Site site, Hit hit) throws IOException {
        WrongClock clock = new WrongClock(site.folder());
        clock.set(Duration.ZERO);
        site.startController(clock);
        site.await("the controller", () -> site.console().isThere());
        clock.set(FAR);
        loseANode(site, hit);
    }

    private static void loseANode(Site site, Hit hit) throws IOException {
        hit.cutNow();
        hit.chooseOne(site, Place::isDirect).kill();
    }

    private static void startAnother(Site site) throws InterruptedException {
        try (ChildJvm other = site.anotherController()) {
            if (!other.process().waitFor(REFUSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new MissedException("a second controller on the same nginx.dir runs");
            }
            if (other.process().exitValue() == 0) {
                throw new MissedException("a second controller on the same nginx.dir ended with 0");
            }
        }
    }

    /**
     * A class that it could not load without a handle is missing until it ends, so it may have ended by itself; whoever
     * supervises it starts it again, as the documents have it. It must have said so.
     */
    private static void giveBack(Site site, Hit hit) {
        ChildJvm controller = site.controller();
        if (controller.process().isAlive()) {
            handles(site).giveBack();
            return;
        }
        site.startController();
        if (controller.process().exitValue() != 1 || !controller.words().contains("the process ends")) {
            throw new MissedException("ended with " + controller.process().exitValue() + ": " + controller.words());
        }
        hit.remark("it ended by itself, and was started again");
    }

    private static FileHandles handles(Site site) {
        return new FileHandles(site.controller().process().pid());
    }
}
