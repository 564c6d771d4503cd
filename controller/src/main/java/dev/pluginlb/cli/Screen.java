package dev.pluginlb.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The whole terminal, to draw pictures on: its other screen, without a cursor, each key at once. What stood there before is
 * there again when it is closed, or when the process is told to end.
 */
final class Screen implements AutoCloseable {

    private static final TerminalSize USUAL = new TerminalSize(24, 80);
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final PrintWriter out;
    private final Thread onExit = new Thread(this::leave, "screen");
    private final AtomicBoolean left = new AtomicBoolean();

    private Screen(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
        terminal.enterRawMode();
        Attributes ours = terminal.getAttributes();
        // Ctrl-C comes as a key, so that the screen is left in order.
        ours.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(ours);
        Runtime.getRuntime().addShutdownHook(onExit);
        write(ENTER);
    }

    /**
     * Takes over the terminal.
     *
     * @param out leads to it
     * @throws IOException if there is no terminal that can be drawn on
     */
    static Screen open(PrintWriter out) throws IOException {
        try {
            return new Screen(
                    TerminalBuilder.builder()
                            .name("pluginlb")
                            .system(true)
                            .dumb(false)
                            .build(),
                    out);
        } catch (IllegalStateException none) {
            throw new IOException(none.getMessage(), none);
        }
    }

    /** As it is now; a usual one where the terminal does not tell. */
    TerminalSize size() {
        Size size = terminal.getSize();
        return size.getRows() > 0 && size.getColumns() > 0
                ? new TerminalSize(size.getRows(), size.getColumns())
                : USUAL;
    }

    /** Draws lines, no more than fit and none longer than fits. */
    void draw(List<String> lines) {
        write(HOME + String.join(CLEAR_REST_OF_LINE + "\r\n", lines) + CLEAR_REST_OF_LINE + CLEAR_BELOW);
    }

    /** The next key, -2 if none comes in time, -1 if none ever will. */
    int key(Duration patience) throws IOException {
        return terminal.reader().read(Math.max(1, patience.toMillis()));
    }

    @Override
    public void close() throws IOException {
        leave();
        terminal.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // It runs already, which is what it is for.
            assert left.get();
        }
    }

    /** The modes of the terminal are put back by its closing, which the library sees to when the process ends, too. */
    private void leave() {
        if (left.compareAndSet(false, true)) {
            write(LEAVE);
        }
    }

    private void write(String text) {
        out.write(text);
        out.flush();
    }
}
