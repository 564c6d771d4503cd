package dev.pluginlb.admin;

import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.control.StateProgress;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import dev.pluginlb.testing.GivenService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.openqa.selenium.Keys;

/** What the dashboard may have to show, apart from good days: to be looked at by people. */
public enum Situation {
    LOADING {
        @Override
        void open(Running admin, Chromium browser) {
            admin.controller.answers().shut();
            browser.open(admin.url());
            browser.awaitText(".verdict", "Loading");
        }
    },
    NOTHING {
        @Override
        void open(Running admin, Chromium browser) {
            admin.controller.cluster(Freshness.live(Given.START));
            browser.open(admin.url());
            browser.awaitText("#nodes", "No node is known");
        }
    },
    DEAD_NODE {
        @Override
        void open(Running admin, Chromium browser) {
            admin.controller.cluster(Freshness.live(Given.START), Given.UP, Given.DOWN);
            Given.open(admin, browser);
        }
    },
    LAST_KNOWN {
        @Override
        void open(Running admin, Chromium browser) {
            admin.controller.cluster(Freshness.lastKnown(Given.START, Given.REDIS), Given.UP, Given.ALSO_UP);
            Given.open(admin, browser);
        }
    },
    DISCONNECTED {
        @Override
        void open(Running admin, Chromium browser) {
            Given.open(admin, browser);
            admin.stop();
            browser.awaitText(".verdict", "Disconnected");
        }
    },
    POOLS {
        @Override
        void open(Running admin, Chromium browser) {
            Node up = Nodes.busy("a", "10.0.0.7:8194", 0);
            Node down = Nodes.silent("b", "10.0.0.8:8194", "3 probes failed");
            admin.controller.services(
                    new ServiceState(GivenService.sandbox(), List.of(up, down), List.of(up.address(), down.address())),
                    new ServiceState(GivenService.upstreamOnly("reranker"), List.of(), List.of()));
            Given.open(admin, browser);
        }
    },
    PINNED {
        @Override
        void open(Running admin, Chromium browser) {
            admin.controller.deployment(
                    new DeploymentState(
                            Optional.of(Given.WANTED),
                            Optional.of(Given.LIVE),
                            false,
                            Optional.of(Given.LIVE),
                            Optional.empty(),
                            3,
                            Given.NGINX,
                            new StateProgress(Optional.of("cccc"), Optional.of("bbbb"), "")),
                    GivenReleases.release(Given.WANTED, "a.conf", ""),
                    GivenReleases.attempt(Given.WANTED, Result.REFUSED, Given.NGINX),
                    GivenReleases.attempt(Given.LIVE, Result.PROVEN, ""));
            Given.open(admin, browser);
        }
    },
    DRAIN {
        @Override
        void open(Running admin, Chromium browser) {
            Given.open(admin, browser);
            browser.press("#nodes button", "Drain 10.0.0.1:5002");
            browser.find("dialog [name=reason]").sendKeys("new kernel");
        }
    },
    WRONG_TOKEN {
        @Override
        void open(Running admin, Chromium browser) {
            Given.open(admin, browser);
            browser.press("#releases button", "Apply now");
            browser.find("dialog [name=token]").sendKeys("wrong", Keys.ENTER);
            browser.awaitText("dialog .problem", "not the admin token");
        }
    },
    ROLLBACK {
        @Override
        void open(Running admin, Chromium browser) {
            Given.open(admin, browser);
            browser.press("#releases button", "Roll back to " + Given.FORMER.substring(0, 12));
            browser.find("dialog summary").click();
            browser.awaitText("dialog .diff", "-");
        }
    },
    DRAINED {
        @Override
        void open(Running admin, Chromium browser) {
            Given.open(admin, browser);
            admin.controller.endWith(Result.PROVEN, "ccc", "");
            browser.press("#nodes button", "Drain 10.0.0.1:5002");
            browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);
            Drain drain = new Drain("ann@10.9.8.7", Given.START, "new kernel, back at six");
            admin.controller.drained(
                    "10.0.0.1:5002",
                    new DrainState(drain, true, false, OptionalInt.of(3), OptionalInt.empty(), 0, false));
            browser.awaitText("#nodes", "still in flight");
        }
    };

    abstract void open(Running admin, Chromium browser);

    /** Opens the page in that situation, and takes the picture. */
    public void show(Chromium browser, Runnable picture) {
        try (Running admin = new Running()) {
            Given.to(admin.controller);
            open(admin, browser);
            picture.run();
            admin.controller.answers().open();
            browser.leave();
        }
    }

    /** What all situations have in common. */
    private static final class Given {

        static final Instant START = SettableController.STARTED;
        static final Node UP = Nodes.busy("fae1d27b-cad7-49fa-9282-a886c74932e0", "10.0.0.1:5002", 3);
        static final Node ALSO_UP = Nodes.busy("6f5a6bbb-ba79-45ea-9132-d3b46749120d", "10.0.0.2:5002", 0);
        static final Node DOWN =
                Nodes.silent("6f5a6bbb-ba79-45ea-9132-d3b46749120d", "10.0.0.2:5002", "3 probes failed");
        static final String LIVE = "f5f270bbccf1569a";
        static final String FORMER = "0b7c6d0b1f3a5527";
        static final String WANTED = "922bf705416f485b";
        static final String REDIS = "Redis 10.0.0.9:6379 does not answer: connect timed out after 2 s";
        static final String NGINX = "nginx: [emerg] bind() to 0.0.0.0:8080 failed (98: Address already in use)";

        static void to(SettableController controller) {
            controller.cluster(Freshness.live(START), UP, ALSO_UP);
            controller.live(
                    GivenReleases.release(LIVE, "a.conf", "server 10.0.0.1:5002;\nserver 10.0.0.2:5002;\n"),
                    GivenReleases.attempt(LIVE, Result.PROVEN, ""),
                    GivenReleases.attempt(FORMER, Result.PROVEN, ""));
            controller.onDisk(GivenReleases.release(FORMER, "a.conf", "server 10.0.0.1:5002;\n"));
            controller.onDisk(GivenReleases.release(LIVE, "a.conf", "server 10.0.0.1:5002;\nserver 10.0.0.2:5002;\n"));
            controller.statistics(Requests.endpoints(3));
            controller
                    .journal()
                    .enter(List.of(new Change(Kind.NODE, "10.0.0.2:5002", "up -> down, 3 probes failed")), START);
        }

        static void open(Running admin, Chromium browser) {
            browser.open(admin.url());
            browser.awaitText("#nodes tbody", UP.address().toString());
            browser.awaitText("#endpoints tbody", "acme");
        }
    }
}
