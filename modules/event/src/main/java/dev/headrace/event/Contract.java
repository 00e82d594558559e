package dev.headrace.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a stream promises and asks: stream.yaml and its schemas, checked and complete. Immutable; a
 * changed stream is another object.
 *
 * @param title one line for people
 * @param listener which listener takes the stream's events
 * @param readable whether operators may see the stream's events
 * @param schemas the JSON Schema of each version, oldest first; never empty
 * @param id JSON Pointer of the client's own id
 * @param occurredAt JSON Pointer of the time when the event happened
 * @param auth the ways to authenticate that are allowed; never empty
 * @param key JSON Pointers whose values make the ordering and partition key
 * @param layout JSON Pointers whose values make folders
 * @param limits what one request and one event may be
 * @param privacy what becomes of personal data
 * @param dialects the seed systems' doors that lead to this stream
 * @param retention how long sinks keep the events; empty is for ever
 * @param sinks the sinks that get the stream; empty is all
 * @param acknowledge the sinks that must have delivered before a post is answered; empty is none:
 *     the event log is enough
 * @param hints what sinks may want to know, by sink type and key
 * @param signer JSON Pointer of the deployment's id, which has to be the signer's in signed
 *     requests
 * @param adds the members that the server adds to each event, by name and in order
 */
public record Contract(
        StreamName name,
        String title,
        Listener listener,
        boolean readable,
        SortedMap<Integer, SchemaVersion> schemas,
        Optional<String> id,
        Optional<String> occurredAt,
        Set<AuthMethod> auth,
        List<String> key,
        List<String> layout,
        Limits limits,
        PrivacyRules privacy,
        Set<String> dialects,
        Optional<Duration> retention,
        Optional<Set<String>> sinks,
        Set<String> acknowledge,
        Map<String, Map<String, Object>> hints,
        Optional<String> signer,
        SequencedMap<String, Addition> adds) {

    /**
     * The sinks that Headrace brings itself: each gets the streams that have hints for it, whatever
     * {@code sinks} says, and no others.
     */
    public static final Set<String> BUILT_IN_SINKS = Set.of("insight");

    /** Which listener takes a stream's events. */
    public enum Listener {
        PUBLIC,
        INTERNAL
    }

    /** What is kept of a person's e-mail address. */
    public enum EmailRule {
        KEEP,
        /** A keyed hash: the same person is recognisable, the address is not readable. */
        HASH,
        DROP
    }

    /**
     * One published version of the schema.
     *
     * @param digest SHA-256 of the schema's bytes, in lower-case hexadecimal
     * @param json the schema as published
     */
    public record SchemaVersion(int number, String digest, String json) {}

    /**
     * What one request and one event may be.
     *
     * @param request most bytes of a body, after inflation
     * @param events most events in a request
     * @param event most bytes of one event
     * @param rate how many events one principal may send to one node; empty: the node's own default
     */
    public record Limits(ByteSize request, int events, ByteSize event, Optional<Rate> rate) {

        /** What stands when a contract says nothing: 1 MiB, 1,000 events, 256 KiB each. */
        public static final Limits DEFAULT =
                new Limits(ByteSize.ofKibibytes(1024), 1_000, ByteSize.ofKibibytes(256));

        /** Limits without a rate of the stream's own. */
        public Limits(ByteSize request, int events, ByteSize event) {
            this(request, events, event, Optional.empty());
        }
    }

    /**
     * How many events one principal may send: a token bucket that holds {@code burst} and fills at
     * {@code eventsPerSecond}.
     */
    public record Rate(int eventsPerSecond, int burst) {

        /** A burst that nobody chose is so many seconds' worth. */
        private static final int USUAL_SECONDS = 10;

        public Rate {
            if (eventsPerSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("a rate and its burst are at least 1");
            }
        }

        /** A rate with the usual burst: ten seconds' worth. */
        public static Rate of(int eventsPerSecond) {
            return new Rate(
                    eventsPerSecond,
                    (int) Math.min(Integer.MAX_VALUE, (long) USUAL_SECONDS * eventsPerSecond));
        }
    }

    /** What is kept of a person's e-mail address. */
    public EmailRule principalEmail() {
        return privacy.principalEmail();
    }

    /** The newest version of the schema. */
    public SchemaVersion newestSchema() {
        return schemas.lastEntry().getValue();
    }

    /**
     * One version of the schema.
     *
     * @throws IllegalArgumentException when there is no such version
     */
    public SchemaVersion schema(int version) {
        SchemaVersion schema = schemas.get(version);
        if (schema == null) {
            throw new IllegalArgumentException("no version " + version + " of " + name);
        }
        return schema;
    }

    /** Whether a sink gets this stream. */
    public boolean isRoutedTo(String sink) {
        if (BUILT_IN_SINKS.contains(sink)) {
            return hints.containsKey(sink);
        }
        return sinks.map(names -> names.contains(sink)).orElse(true);
    }
}
