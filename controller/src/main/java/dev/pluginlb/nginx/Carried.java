package dev.pluginlb.nginx;

/**
 * What Nginx has in flight to one node, over all its workers.
 *
 * @param all requests
 * @param longOnes those among them that were taken for long ones when they began
 */
public record Carried(int all, int longOnes) {

    public static final Carried NOTHING = new Carried(0, 0);

    /** @throws IllegalArgumentException if a number is negative, or there are more long ones than requests */
    public Carried {
        if (longOnes < 0 || all < longOnes) {
            throw new IllegalArgumentException(
                    "in flight: " + all + ", of them long: " + longOnes + " (expected: 0 <= long <= all)");
        }
    }

    static Carried more(Carried one, Carried other) {
        return one.all() >= other.all() ? one : other;
    }
}
