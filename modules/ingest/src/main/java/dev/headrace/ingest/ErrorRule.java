package dev.headrace.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes queries and fragments out of an error's addresses, says by a fingerprint which errors have
 * one cause, and keeps of one cause so many an hour that a broken release does not fill the stores.
 * Each organisation has hundreds of its own.
 */
final class ErrorRule implements StreamRule {

    static final String FINGERPRINT = "fingerprint_id";
    static final String WEIGHT = "weight";

    private final Sampling sampling;

    /** Errors of one cause. */
    private record Cause(Optional<String> organisation, String fingerprint) {}

    ErrorRule(Sampling sampling) {
        this.sampling = sampling;
    }

    @Override
    public Ruling judge(JsonNode event, Occasion occasion) {
        if (!(event instanceof ObjectNode error)) {
            return new Ruling.Kept();
        }
        ObjectNode kept = error.deepCopy();
        clean(kept);
        String fingerprint = Fingerprints.of(kept);
        var cause = new Cause(occasion.organisation(), fingerprint);
        OptionalInt weight = sampling.weight(cause, occasion.receivedAt());
        if (weight.isEmpty()) {
            return new Ruling.Suppressed("sampled");
        }
        kept.put(FINGERPRINT, fingerprint);
        kept.put(WEIGHT, weight.getAsInt());
        return new Ruling.Changed(kept, happened(kept, occasion));
    }

    /** A browser tells how old its report is; other errors name their time. */
    private static Optional<Instant> happened(ObjectNode error, Occasion occasion) {
        return error.path("age").isNumber()
                ? Optional.of(occasion.receivedAt().minusMillis(error.path("age").asLong()))
                : Optional.empty();
    }

    private static void clean(ObjectNode error) {
        change(error, "message", WebAddresses::plainIn);
        change(error, "page", WebAddresses::plain);
        change(error, "url", WebAddresses::plain);
        change(error.path("network"), "url_path", WebAddresses::plain);
        change(error.path("body"), "message", WebAddresses::plainIn);
        change(error.path("body"), "blocked", WebAddresses::plain);
        change(error.path("body"), "source_file", WebAddresses::plain);
        error.path("stack").forEach(frame -> change(frame, "file", WebAddresses::plain));
    }

    private static void change(JsonNode holder, String member, UnaryOperator<String> change) {
        if (holder instanceof ObjectNode object && object.path(member).isString()) {
            object.put(member, change.apply(object.path(member).asString()));
        }
    }
}
