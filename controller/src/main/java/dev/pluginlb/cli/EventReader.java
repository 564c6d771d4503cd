package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.EventView;
import java.util.Optional;

/**
 * Makes events of the lines of a stream of server-sent events. Their data hold all there is to know, so the fields beside it are
 * passed over. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventReader {

    private static final String DATA = "data:";

    private final StringBuilder data = new StringBuilder();

    /**
     * Takes a line; gives the event that ends with it.
     *
     * @throws JsonProcessingException if what was sent is no event
     */
    Optional<EventView> take(String line) throws JsonProcessingException {
        if (line.startsWith(DATA)) {
            data.append(line.substring(DATA.length())).append('\n');
        }
        if (!line.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        String whole = data.toString();
        data.setLength(0);
        return Optional.of(AdminJson.read(whole, EventView.class));
    }
}
