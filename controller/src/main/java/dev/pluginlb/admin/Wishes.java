package dev.pluginlb.admin;

import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.nginx.ApplyOutcome;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The latest wishes, so that their outcomes can be asked for; older ones are forgotten. Thread-safe. */
final class Wishes {

    static final int KEPT = 100;
    static final String PATH = "/api/v1/outcomes/";

    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Wish> latest = new LinkedHashMap<>();

    /** Random ids: a link from before a restart must not show the outcome of another wish. */
    synchronized Wish remember(String intent, Instant now, CompletableFuture<ApplyOutcome> outcome) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Wish wish = new Wish(new OutcomeView.Asked(id, PATH + id, intent, now), outcome);
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
