package dev.pluginlb.control;

import java.time.Instant;

/**
 * Something that changed, for people who look back or look on.
 *
 * @param id greater than that of every event before it, also across restarts of the controller
 * @param at when the loop saw it, by the controller's clock
 */
public record Event(long id, Instant at, Change change) {

    /** What an event is about. */
    public enum Kind {
        /** A node or a member of a further pool came, went, or changed its state; the subject is its address, after the pool. */
        NODE,
        /** Another node serves short requests first; the subject is its address. */
        MAIN,
        /** The routing changed; the subject is the number of servers. */
        PLAN,
        /** An endpoint's class, where it counts for routing; the subject is the endpoint. */
        ENDPOINT,
        /** An attempt to put a config into effect ended; the subject is its version. */
        RELEASE,
        /** Nginx chooses by another state; the subject is its version. */
        STATE,
        /** Nginx tells another version than before, or none; the subject is the version. */
        NGINX,
        /** A release was pinned, or none is any more; the subject is its version. */
        PIN,
        /** Redis can be read, or cannot. */
        REDIS,
        /** Something has to be mended by somebody, or is. */
        FAULT,
        /** Another controller leads; the subject is its id. */
        LEADER,
        /** A controller came or went; the subject is its id. */
        CONTROLLER,
        /** Somebody asked for something, or what became of that; the subject is whom or what it is about. */
        ACTION
    }

    /**
     * What changed.
     *
     * @param subject whom it is about; may be empty
     * @param words what became of it and why, in plain words
     */
    public record Change(Kind kind, String subject, String words) {}
}
