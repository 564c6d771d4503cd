package dev.pluginlb.admin.view;

import dev.pluginlb.control.Event;
import java.util.List;

/**
 * The latest events, oldest first.
 *
 * @param latest the id to ask with for what comes later
 */
public record EventsView(List<EventView> events, long latest) {

    public EventsView {
        events = List.copyOf(events);
    }

    public static EventsView of(List<Event> events, long latest) {
        return new EventsView(events.stream().map(EventView::of).toList(), latest);
    }
}
