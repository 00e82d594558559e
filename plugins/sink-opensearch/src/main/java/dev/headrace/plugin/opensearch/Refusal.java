package dev.headrace.plugin.opensearch;

import dev.headrace.plugin.opensearch.BulkAnswer.Item;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a refusal means: whether the document is to blame, or the cluster.
 *
 * <p>The cluster's reasons may quote an event; what goes on from here is its word for the error,
 * the field's name, and the whole reason only where it speaks of an index.
 */
final class Refusal {

    /** Errors whose reasons name indices, shards and settings, and no values. */
    private static final Set<String> OF_THE_CLUSTER =
            Set.of(
                    "cluster_block_exception",
                    "index_closed_exception",
                    "index_not_found_exception",
                    "invalid_index_name_exception",
                    "validation_exception",
                    "unavailable_shards_exception",
                    "master_not_discovered_exception",
                    "cluster_manager_not_discovered_exception",
                    "process_cluster_event_timeout_exception",
                    "no_shard_available_action_exception");

    private static final Set<String> OF_THE_DOCUMENT =
            Set.of(
                    "mapper_parsing_exception",
                    "document_parsing_exception",
                    "strict_dynamic_mapping_exception",
                    "parsing_exception",
                    "x_content_parse_exception");

    private static final Pattern FIELD =
            Pattern.compile("failed to parse field \\[([A-Za-z0-9_.-]{1,120})]");
    private static final int LONGEST_REASON = 300;

    private Refusal() {}

    /**
     * The fault of the cluster that an item's refusal tells of; empty when it is the item's own.
     */
    static Optional<SinkException> ofTheCluster(Item item) {
        return switch (item.type()) {
            case "index_not_found_exception", "invalid_index_name_exception" ->
                    Optional.of(
                            new SinkException.Misconfigured(
                                    "index", "the cluster takes no such index: " + shown(item)));
            case "security_exception" -> Optional.of(unauthorised(item));
            case "illegal_argument_exception" ->
                    isAboutTheIndex(item.reason())
                            ? Optional.of(
                                    new SinkException.Misconfigured(
                                            "index", "cannot be written to: " + item.type()))
                            : Optional.empty();
            default ->
                    OF_THE_CLUSTER.contains(item.type())
                            ? Optional.of(new SinkException.Unavailable(shown(item)))
                            : item.status() == 401 || item.status() == 403
                                    ? Optional.of(unauthorised(item))
                                    : Optional.empty();
        };
    }

    /** The outcome of a document that was refused by itself. */
    static Outcome ofTheDocument(Item item, Instant now) {
        String code = item.type().isEmpty() ? "http-" + item.status() : word(item.type());
        if (item.status() == 429) {
            return new Outcome.Throttled(code, now);
        }
        if (item.status() == 409) {
            return new Outcome.Retry(code, now);
        }
        boolean refused =
                OF_THE_DOCUMENT.contains(item.type())
                        || item.type().equals("illegal_argument_exception");
        return item.status() == 400 && refused
                ? new Outcome.Rejected(code, detail(item))
                : new Outcome.Unknown(code);
    }

    /** What the refusal of a whole request means; empty when nobody can tell. */
    static Optional<SinkException> ofTheRequest(Item error, Duration retryAfter) {
        Optional<SinkException> known = ofTheCluster(error);
        if (known.isPresent()) {
            return known;
        }
        return switch (error.status()) {
            case 413 ->
                    Optional.of(
                            new SinkException.TooLarge(
                                    "the cluster takes no request of this size"));
            case 429 ->
                    Optional.of(
                            new SinkException.Throttled("the cluster asks for less", retryAfter));
            case 400 -> Optional.empty();
            default ->
                    Optional.of(
                            new SinkException.Unavailable(
                                    "the cluster answered with HTTP "
                                            + error.status()
                                            + (error.type().isEmpty() ? "" : ", " + error.type())));
        };
    }

    private static SinkException unauthorised(Item item) {
        String message =
                item.status() == 401
                        ? "the cluster refuses the credentials (HTTP 401)"
                        : "the credentials lack a right that the sink needs (HTTP 403)";
        return new SinkException.Unauthorised(message);
    }

    /** Data streams and aliases without a write index refuse by the same word as a document. */
    private static boolean isAboutTheIndex(String reason) {
        return reason.contains("data stream")
                || reason.contains("write index")
                || reason.contains("alias [");
    }

    private static String detail(Item item) {
        Matcher field = FIELD.matcher(item.reason());
        return field.find()
                ? "the field " + field.group(1) + " of the index has another type"
                : "OpenSearch cannot index the event";
    }

    private static String shown(Item item) {
        String reason = item.reason();
        return item.type() + ": " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private static String word(String type) {
        return type.replace("_exception", "").replace('_', '-');
    }
}
