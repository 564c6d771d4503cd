package dev.pluginlb.control;

import dev.pluginlb.plan.PlanDiff;
import dev.pluginlb.render.RenderedConfig;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why the next release is made: all that was asked for and met with since one was proven live, and what is different in the plan.
 * What an attempt in vain was for, the next one is for, too. Confined to the control loop.
 */
final class Occasions {

    static final String RELOAD = "asked for by an operator";

    private static final String UNPIN = "follows the plan again, as an operator asked for";
    private static final String FIRST = "first config of this run";

    private final Set<String> tried = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private Optional<Back> back = Optional.empty();

    /** An operator's roll-back. */
    private record Back(Optional<String> from, String words) {

        static Back of(Optional<String> from, String to) {
            String way = from.map(
                            version -> version.equals(to) ? "" : "rolled back from " + version + " to " + to + ", ")
                    .orElse("rolled back to " + to + ", ");
            return new Back(from, way + "pinned by an operator");
        }
    }

    Occasions() {
        open.add(FIRST);
    }

    void add(String why) {
        open.add(why);
    }

    /** @param from what was live, or to be, until then */
    void wentBack(Optional<String> from, String to) {
        Back went = Back.of(from, to);
        forgetBack();
        back = Optional.of(went);
        add(went.words());
    }

    /** What was pinned is so no more. */
    void goesOn() {
        forgetBack();
        add(UNPIN);
    }

    private void forgetBack() {
        back.map(Back::words).ifPresent(words -> {
            tried.remove(words);
            open.remove(words);
        });
        back = Optional.empty();
    }

    /** If the attempt that began last is for an operator's roll-back: what was live, or to be, until then. */
    Optional<String> backFrom() {
        return back.flatMap(Back::from);
    }

    /** Why there is a first config, where more is known than that. */
    void first(String why) {
        open.remove(FIRST);
        open.add(why);
    }

    /**
     * The reason of the attempt that begins now.
     *
     * @param pinned the release that stays whatever the plan is
     */
    String begin(Optional<RenderedConfig> pinned, Optional<PlanDiff> diff) {
        tried.addAll(open);
        open.clear();
        String why = String.join("; ", tried);
        if (pinned.isPresent()) {
            return back.isPresent() ? why : joined(why, "still pinned by an operator");
        }
        String what =
                diff.filter(found -> !found.isEmpty()).map(PlanDiff::summary).orElse("");
        return why.isEmpty() && what.isEmpty() ? "the plan's config" : joined(why, what);
    }

    /** What is wanted was proven; what came up meanwhile is still to be done. */
    void proven() {
        back.filter(went -> tried.contains(went.words())).ifPresent(went -> back = Optional.empty());
        tried.clear();
    }

    /** What is wanted was live already. */
    void overtaken() {
        back = Optional.empty();
        tried.clear();
        open.clear();
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
    }
}
