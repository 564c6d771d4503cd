package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;

/**
 * By what Nginx chooses a node for each request, among all servers of the plan, where it can look at live counts.
 *
 * @param main the node for short requests, where the rule has one
 */
public record LiveRule(Kind kind, Address main) {

    /** The rules that {@code nginx/lua/choice.lua} has besides those of stock Nginx. */
    public enum Kind {
        TWO_TIER("two-tier"),
        ADAPTIVE("adaptive");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
