package dev.pluginlb.admin;

import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.control.Action;
import dev.pluginlb.nginx.ApplyOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The latest wishes, so that their outcomes can be asked for; older ones are forgotten. Thread-safe. */
final class Wishes {

    static final int KEPT = 100;
    static final String PATH = "/api/v1/outcomes/";

    private final Map<String, Wish> latest = new LinkedHashMap<>();

    synchronized Wish remember(Action action, CompletableFuture<ApplyOutcome> outcome) {
        String id = action.id();
        Wish wish = new Wish(new OutcomeView.Asked(id, PATH + id, action.what(), action.at()), outcome);
        latest.put(id, wish);
        if (latest.size() > KEPT) {
            latest.remove(latest.keySet().iterator().next());
        }
        return wish;
    }

    synchronized Optional<Wish> find(String id) {
        return Optional.ofNullable(latest.get(id));
    }
}
