package dev.pluginlb.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** For measurements, which last a given time; tests await what they wait for. */
public final class Pause {

    private Pause() {}

    /** Returns when the time is over. */
    public static void of(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this down");
        }
    }
}
