package dev.pluginlb.admin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets everybody through until it is shut; from then on they wait until it is opened, though not for ever. For any thread. */
final class Turnstile {

    private static final long LONGEST_S = 30;

    private volatile CountDownLatch shut = new CountDownLatch(0);

    void shut() {
        shut = new CountDownLatch(1);
    }

    void open() {
        shut.countDown();
    }

    void pass() {
        try {
            if (!shut.await(LONGEST_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened for " + LONGEST_S + " s");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
