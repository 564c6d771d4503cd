package dev.pluginlb.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the folder {@code state-dir} a controller reads when it starts and writes when it changes: the last known cluster,
 * the history, the pin. A file that cannot be read costs its content, one that cannot be written is said. Confined to one thread.
 */
public final class StateFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    private final JsonFile<ClusterDocument> cluster;
    private final JsonFile<HistoryDocument> history;

    /** @throws IOException if the folder cannot be made */
    public StateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.cluster = new JsonFile<>(folder.resolve("cluster.json"), ClusterDocument.class);
        this.history = new JsonFile<>(folder.resolve("history.json"), HistoryDocument.class);
    }

    /** What was known of the cluster; nothing when there is no file. */
    public KnownCluster cluster() {
        try {
            return cluster.read().map(ClusterDocument::known).orElse(KnownCluster.NONE);
        } catch (IllegalArgumentException bad) {
            LOG.warn("the last known cluster is passed over: {}", bad.getMessage());
            return KnownCluster.NONE;
        }
    }

    /** The attempts before the restart, newest first. */
    public List<ReleaseRecord> history() {
        return history.read().map(HistoryDocument::records).orElse(List.of());
    }

    public Optional<String> pinned() {
        return history.read().flatMap(document -> Optional.ofNullable(document.pinned()));
    }

    public void save(KnownCluster known) {
        cluster.write(ClusterDocument.of(known));
    }

    public void save(List<ReleaseRecord> records, Optional<String> pinned) {
        history.write(HistoryDocument.of(records, pinned));
    }

    /** Writes what could not be written, if there is something. */
    public void again() {
        cluster.again();
        history.again();
    }

    /** What could not be written, and why. Any thread. */
    public List<String> problems() {
        return Stream.of(cluster.problem(), history.problem())
                .flatMap(Optional::stream)
                .toList();
    }

    /** @param attempts what is not understood of them, as of a newer version, costs the attempt and not the pin */
    private record HistoryDocument(
            @Nullable String pinned, @Nullable List<JsonNode> attempts) {

        HistoryDocument {
            attempts = attempts == null ? null : List.copyOf(attempts);
        }

        static HistoryDocument of(List<ReleaseRecord> records, Optional<String> pinned) {
            return new HistoryDocument(
                    pinned.orElse(null),
                    records.stream()
                            .map(Line::of)
                            .map(JsonFile.JSON::<JsonNode>valueToTree)
                            .toList());
        }

        List<ReleaseRecord> records() {
            return attempts == null
                    ? List.of()
                    : attempts.stream().flatMap(Line::read).map(Line::toRecord).toList();
        }
    }

    private record Line(
            String at,
            String version,
            String reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String backFrom,

            ApplyOutcome.Result result,
            String words,
            long tookMs) {

        /** What somebody has damaged is refused where it is read. */
        Line {
            Instant.parse(at);
            Stream.of(version, reason, result, words).forEach(Objects::requireNonNull);
        }

        static Stream<Line> read(JsonNode attempt) {
            try {
                return Stream.ofNullable(JsonFile.JSON.treeToValue(attempt, Line.class));
            } catch (JsonProcessingException strange) {
                LOG.warn("an attempt in the history is passed over: {}", strange.getOriginalMessage());
                return Stream.empty();
            }
        }

        static Line of(ReleaseRecord one) {
            return new Line(
                    one.at().toString(),
                    one.version(),
                    one.reason(),
                    one.backFrom().orElse(null),
                    one.result(),
                    one.words(),
                    one.tookMillis());
        }

        ReleaseRecord toRecord() {
            return new ReleaseRecord(
                    Instant.parse(at), version, reason, Optional.ofNullable(backFrom), result, words, tookMs);
        }
    }
}
