package dev.pluginlb.admin.view;

import dev.pluginlb.control.Event;

/**
 * One event.
 *
 * @param kind what it is about, in small letters; see {@link Event.Kind}
 * @param subject whom it is about; may be empty
 * @param words what became of it and why
 */
public record EventView(long id, String at, String kind, String subject, String words) {

    public static EventView of(Event event) {
        return new EventView(
                event.id(),
                event.at().toString(),
                AdminJson.word(event.change().kind()),
                event.change().subject(),
                event.change().words());
    }
}
