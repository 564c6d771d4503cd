package dev.pluginlb.cli;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.EventView;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes events of the lines of a stream of server-sent events. Their data hold all there is to know, so the fields beside it are
 * passed over. An event of more than {@value #LONGEST} characters is none of ours. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventReader {

    private static final String DATA = "data:";
    private static final int LONGEST = StreamedLines.LONGEST;

    private final StringBuilder data = new StringBuilder();

    /**
     * Takes a line; gives the event that ends with it.
     *
     * @throws IOException if what was sent is no event
     */
    Optional<EventView> take(String line) throws IOException {
        if (line.startsWith(DATA)) {
            if (data.length() + line.length() > LONGEST) {
                throw new IOException("what it sent is no event");
            }
            data.append(line.substring(DATA.length())).append('\n');
        }
        if (!line.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        String whole = data.toString();
        data.setLength(0);
        EventView event = AdminJson.read(whole, EventView.class);
        if (event == null
                || Stream.of(event.at(), event.kind(), event.subject(), event.words())
                        .anyMatch(Objects::isNull)) {
            throw new IOException("what it sent is no event");
        }
        return Optional.of(event);
    }
}
