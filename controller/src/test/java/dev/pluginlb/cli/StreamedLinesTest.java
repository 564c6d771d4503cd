package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamedLinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void linesEndWithOrWithoutACarriageReturnAndAnUnfinishedOneIsNone() throws IOException {
        try (StreamedLines lines = lines("one\r\n\ntwo\rhalves\nunfinished")) {
            assertThat(lines.next(PATIENCE)).isEqualTo("one");
            assertThat(lines.next(PATIENCE)).isEmpty();
            assertThat(lines.next(PATIENCE)).isEqualTo("two\rhalves");
            assertThatThrownBy(() -> lines.next(PATIENCE)).isInstanceOf(IOException.class);
        }
    }

    /** Whatever answered in a controller's place could fill the memory with one line, or one event of many lines. */
    @Test
    void nothingThatIsSentIsKeptWithoutEnd() throws IOException {
        try (StreamedLines lines = new StreamedLines(new Endless())) {
            assertThatThrownBy(() -> lines.next(PATIENCE)).isInstanceOf(IOException.class);
        }
        EventReader event = new EventReader();
        String half = "data:" + "x".repeat(StreamedLines.LONGEST / 2);
        event.take(half);
        assertThatThrownBy(() -> event.take(half)).isInstanceOf(IOException.class);
    }

    private static StreamedLines lines(String text) {
        return new StreamedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 'x';
        }
    }
}
