package dev.pluginlb.admin;

import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import dev.pluginlb.testing.GivenService;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The dashboard in a real browser, before a controller that stands as a test says: at first two nodes that are up, two releases, three
 * endpoints, and no further pool. To be registered by a test class, whose tests share the browser.
 */
final class Dashboard implements BeforeEachCallback, AfterEachCallback {

    static final Node ONE = Nodes.busy("node-1", "10.0.0.1:5002", 3);
    static final Node TWO = Nodes.busy("node-2", "10.0.0.2:5002", 0);

    final Running admin = new Running();
    final SettableController controller = admin.controller;
    private @Nullable Chromium browser;

    @Override
    public void beforeEach(ExtensionContext test) {
        browser = test.getParent()
                .orElseThrow()
                .getStore(Namespace.create(Dashboard.class))
                .getOrComputeIfAbsent(Chromium.class, name -> new Chromium(), Chromium.class);
        browser().size(1280);
        browser().prefers("light");
        nodes(ONE, TWO);
        controller.live(
                GivenReleases.release("bbb", "a.conf", "new\n"),
                GivenReleases.attempt("bbb", Result.PROVEN, ""),
                GivenReleases.attempt("aaa", Result.PROVEN, ""));
        controller.onDisk(GivenReleases.release("aaa", "a.conf", "old\n"));
        controller.onDisk(GivenReleases.release("bbb", "a.conf", "new\n"));
        controller.statistics(Requests.endpoints(3));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        controller.answers().open();
        browser().leave();
        admin.close();
    }

    Chromium browser() {
        return Objects.requireNonNull(browser, "the browser is opened before each test");
    }

    /** Opens it, and waits until it shows what there is. */
    Chromium open() {
        browser().open(admin.url());
        browser().awaitText("#nodes tbody", ONE.address().toString());
        return browser();
    }

    void nodes(Node... nodes) {
        controller.cluster(Freshness.live(SettableController.STARTED), nodes);
    }

    void happens(Kind kind, String subject, String words) {
        controller.journal().enter(List.of(new Change(kind, subject, words)), SettableController.STARTED);
    }

    /** One with a member that is down, and one without any. */
    void twoPools() {
        Node up = Nodes.busy("a", "10.0.0.7:8194", 0);
        Node down = Nodes.silent("b", "10.0.0.8:8194", "3 probes failed");
        controller.services(
                new ServiceState(GivenService.sandbox(), List.of(up, down), List.of(up.address(), down.address())),
                new ServiceState(GivenService.upstreamOnly("reranker"), List.of(), List.of()));
    }
}
