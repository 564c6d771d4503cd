package dev.pluginlb.dispatch;

import java.time.Duration;

/**
 * How {@link AdaptiveLive} treats long requests: four numbers, computed anew as the demand changes.
 *
 * @param reserve slots, in the whole cluster, that are kept for short requests; 0 or more
 * @param quick how many times as fast as a long request a short one ends; above 0
 * @param giveWay after this wait a long request may take a slot of the reserve
 * @param longest after this wait it goes to a node without a free slot
 */
public record Tuning(int reserve, double quick, Duration giveWay, Duration longest) {

    /** While nothing is known of the demand: no reserve, and all requests alike. */
    public static final Tuning NONE = new Tuning(0, 1, Duration.ZERO, Duration.ofSeconds(30));

    private static final double SHARE_OF_SPARE = 0.25;
    private static final double PATIENCE = 1.0 / 12;
    private static final double LONGEST_IN_MEANS = 20;
    private static final double MOST_SECONDS = 300;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Tuning {
        if (reserve < 0 || !(quick > 0) || giveWay.isNegative() || longest.compareTo(giveWay) < 0) {
            throw new IllegalArgumentException("tuning: reserve " + reserve + ", quick " + quick + ", give way after "
                    + giveWay + ", longest " + longest
                    + " (expected: reserve 0 or more, quick above 0, 0 <= giveWay <= longest)");
        }
    }

    /**
     * What the demand asks for. With {@code spare} the slots that the demand leaves idle on average (slots less Erlangs of
     * both classes), and {@code L} the long mean:
     *
     * <ul>
     *   <li>{@code reserve = spare / 4}, rounded, at least one, and no more than {@code 1 + 2 x} the Erlangs of short work:
     *       what long requests are kept from must be slots that they can do without, and more than the short ones use would
     *       only stand idle.
     *   <li>{@code giveWay = L * spare / (12 * reserve)}: patience for as long as there is something to spare; none when
     *       there is not, since a reserve that long work needs would make its queue grow for ever. When less than one short
     *       request arrives in {@code L}, the wait is as much shorter.
     *   <li>{@code longest = 20 L}, within 30 s and 5 min.
     * </ul>
     *
     * The factors were found with {@code pluginlb simulate}, see RATIONALE.
     *
     * @param slots of all nodes together
     */
    public static Tuning of(Demand demand, int slots) {
        if (demand.longRate() == 0 || demand.shortRate() == 0 || slots < 2) {
            return NONE;
        }
        double spare = Math.max(0, slots - demand.longErlangs() - demand.shortErlangs());
        int useful = (int) Math.ceil(1 + 2 * demand.shortErlangs());
        int reserve = Math.max(1, Math.min(useful, (int) Math.round(spare * SHARE_OF_SPARE)));
        double company = Math.min(1, demand.shortRate() * demand.longMean());
        double giveWay = demand.longMean() * spare * PATIENCE / reserve * company;
        double longest = Math.max(30, LONGEST_IN_MEANS * demand.longMean());
        return new Tuning(
                Math.min(reserve, slots - 1), demand.longMean() / demand.shortMean(), atMost(giveWay), atMost(longest));
    }

    /**
     * The same where an operator has said how many slots there are: then a node without a free one would only let the request
     * wait, too, behind it all short ones, so {@code longest} is the 5 min that end every wait. What was learned may be too
     * low, and only who goes beyond it shows that.
     */
    public Tuning forGivenSlots() {
        return new Tuning(reserve, quick, giveWay, atMost(MOST_SECONDS));
    }

    private static Duration atMost(double seconds) {
        return Duration.ofMillis(Math.round(1000 * Math.min(seconds, MOST_SECONDS)));
    }
}
