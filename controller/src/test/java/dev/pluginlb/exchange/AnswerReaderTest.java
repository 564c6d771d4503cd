package dev.pluginlb.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AnswerReaderTest {

    private static final int LONGEST = 1000;

    /** Each a whole answer with the body "hello" once its connection has ended. */
    private static final List<String> HELLOS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Is: a\r\nx-is: b\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Is: a\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX-Is: a\r\nConnection: close\r\n\r\nhello",
            "HTTP/1.0 200\r\nX-Is: a\r\n\r\nhello");

    @Property
    void inWhateverPiecesItComesItIsTheSameAnswer(
            @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(min = 1, max = 90) int piece) {
        assertThat(read(HELLOS.get(which), piece)).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.fields()).containsEntry("x-is", "a");
        });
    }

    @Example
    void anAnswerThatIsWholeIsNotWaitedFor() {
        for (String text : HELLOS.subList(0, 2)) {
            assertThat(new AnswerReader(LONGEST).read(bytes(text))).as(text).isPresent();
        }
        assertThat(new AnswerReader(LONGEST).read(bytes("HTTP/1.1 204 No Content\r\n\r\n")))
                .isPresent();
    }

    @Example
    void whatEndsTooEarlyIsNoAnswer() {
        for (String text : List.of(
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) {
            assertThat(read(text, LONGEST))
                    .as(text)
                    .isEqualTo(new Reply.Failure("closed the connection before its answer was whole"));
        }
    }

    @Example
    void whatIsNoHttpIsNoAnswer() {
        for (String text : List.of(
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\0\1\2\3\4\5\6\7\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000))) {
            assertThat(read(text, 50).words()).as(text).startsWith("its answer is no HTTP: ");
        }
    }

    @Example
    void aBodyThatIsTooLongIsNoAnswer() {
        Reply whole = read("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(LONGEST), 64);
        Reply endless = read("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LONGEST + 1), 64);

        assertThat(whole).isInstanceOf(Reply.Answer.class);
        assertThat(endless).isEqualTo(new Reply.Failure("its answer is longer than 1000 bytes"));
    }

    @Property
    void anythingMakesAReply(@ForAll byte[] some, @ForAll @IntRange(min = 1, max = 50) int piece) {
        String text = new String(some, StandardCharsets.ISO_8859_1);

        assertThat(read(text, piece)).isNotNull();
        assertThat(read("HTTP/1.1 200 OK\r\n" + text, piece)).isNotNull();
    }

    private static Reply read(String text, int piece) {
        AnswerReader reader = new AnswerReader(LONGEST);
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < all.length; from += piece) {
            byte[] some = Arrays.copyOfRange(all, from, Math.min(all.length, from + piece));
            Optional<Reply> reply = reader.read(ByteBuffer.wrap(some));
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        return reader.end();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
