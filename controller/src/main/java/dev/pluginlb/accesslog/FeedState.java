package dev.pluginlb.accesslog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the feed is doing since the start.
 *
 * @param received lines that could be read
 * @param malformed datagrams that were no line of the feed
 * @param dropped lines the kernel threw away because they came faster than they were read; empty where it does not tell
 * @param lastLine when a line was received last
 * @param failure why the socket gives nothing, when it has failed again and again; empty otherwise
 */
public record FeedState(
        long received, long malformed, OptionalLong dropped, Optional<Instant> lastLine, Optional<String> failure) {}
