package dev.pluginlb.cli;

import dev.pluginlb.admin.view.EventView;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Events as lines under each other, also those that come later one by one. */
record EventTable(Look look) {

    private static final int LONGEST_KIND = "controller".length();
    private static final int SUBJECT = "255.255.255.255:65535".length();

    /** With a header, which alone is all there is when there are no events. */
    List<String> lines(List<EventView> events) {
        Table table = table();
        events.forEach(event -> add(event, table));
        return table.lines(look);
    }

    String line(EventView event) {
        Table table = table();
        add(event, table);
        return table.lines(look).get(1);
    }

    private static Table table() {
        return new Table("AT", "KIND", "SUBJECT", "WHAT")
                .width("AT", "2026-01-01T00:00:00Z".length())
                .width("KIND", LONGEST_KIND)
                .width("SUBJECT", SUBJECT)
                .ink("AT", at -> Ink.UNKNOWN)
                .ink("WHAT", Ink::ofEvent);
    }

    private static void add(EventView event, Table table) {
        table.row(seconds(event.at()), event.kind(), event.subject(), event.words());
    }

    /** Without what is below a second. */
    private static String seconds(String at) {
        try {
            return Instant.parse(at).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException odd) {
            return at;
        }
    }
}
