package dev.pluginlb.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Makes a reply of bytes as they come, in whatever pieces. Does no input or output; confined to one thread.
 *
 * <p>Whatever comes, it keeps no more than the longest body and a head of {@value #LONGEST_HEAD} bytes.
 */
final class AnswerReader {

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int USUAL_BODY = 512;
    private static final int LEAST_STATUS = 100;

    private static final String NO_HTTP = "its answer is no HTTP: ";

    private final int longestBody;
    private final HttpParser parser = new HttpParser(new Parts(), LONGEST_HEAD);
    private final Map<String, String> fields = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BODY);
    private int status;
    private @Nullable Reply reply;

    AnswerReader(int longestBody) {
        this.longestBody = longestBody;
        // One answer is read with it, so nothing would ever be found in its cache of fields.
        parser.setHeaderCacheSize(0);
    }

    /** Takes all of these bytes; the reply, as soon as they make one. */
    Optional<Reply> read(ByteBuffer bytes) {
        try {
            while (reply == null && bytes.hasRemaining()) {
                parser.parseNext(bytes);
            }
        } catch (AssertionError notForeseen) {
            // Where assertions are on, the parser asserts while it reports a bad answer that the status was a bad one,
            // too.
            reply = new Reply.Failure(NO_HTTP + "its head");
        }
        return Optional.ofNullable(reply);
    }

    /** The reply, when no more bytes will come. */
    Reply end() {
        // Of a body without a length, nothing but the end of the connection tells that it is whole.
        if (parser.isState(HttpParser.State.EOF_CONTENT)) {
            parser.atEOF();
            parser.parseNext(BufferUtil.EMPTY_BUFFER);
        }
        return reply == null ? new Reply.Failure("closed the connection before its answer was whole") : reply;
    }

    private final class Parts implements HttpParser.ResponseHandler {

        @Override
        public void startResponse(HttpVersion version, int number, String reason) {
            status = number;
            if (number < LEAST_STATUS) {
                reply = new Reply.Failure(NO_HTTP + "its status");
            }
        }

        @Override
        public void parsedHeader(HttpField field) {
            String value = field.getValue();
            fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
        }

        @Override
        public boolean headerComplete() {
            return false;
        }

        @Override
        public boolean content(ByteBuffer piece) {
            if (body.size() + piece.remaining() > longestBody) {
                reply = new Reply.Failure("its answer is longer than " + longestBody + " bytes");
                return true;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            body.writeBytes(bytes);
            return false;
        }

        @Override
        public boolean contentComplete() {
            return false;
        }

        @Override
        public boolean messageComplete() {
            if (reply == null) {
                reply = new Reply.Answer(status, fields, body.toString(StandardCharsets.UTF_8));
            }
            return true;
        }

        /** How the parser says it when a body is not as its head says. */
        @Override
        public void earlyEOF() {
            if (reply == null) {
                reply = new Reply.Failure(NO_HTTP + "its body");
            }
        }

        @Override
        public void badMessage(HttpException bad) {
            if (reply == null) {
                reply = new Reply.Failure(NO_HTTP + bad.getReason());
            }
        }
    }
}
