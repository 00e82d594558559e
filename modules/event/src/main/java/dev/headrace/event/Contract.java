package dev.headrace.event;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stream promises and asks: stream.yaml and its schemas, checked and complete. Immutable; a
 * changed stream is another object.
 *
 * @param title one line for people
 * @param listener which listener takes the stream's events
 * @param readable whether operators may see the stream's events
 * @param schemas the JSON Schema of each version, oldest first; never empty
 * @param id JSON Pointer of the client's own id
 * @param missingId how the id of an event that brings none is made
 * @param occurredAt JSON Pointer of the time when the event happened
 * @param auth the ways to authenticate that are allowed; never empty
 * @param bound fields of the event that must say what the credentials say
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
        MissingId missingId,
        Optional<String> occurredAt,
        Set<AuthMethod> auth,
        Bound bound,
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

    /** How the id of an event that brings none is made. */
    public sealed interface MissingId {

        /** One that nobody had before: a repeat is another event. */
        MissingId NEW = new New();

        /** Of the event's own content: a repeat has the same, however it is written. */
        MissingId CONTENT = new Content();

        /** {@link #NEW}. */
        record New() implements MissingId {}

        /** {@link #CONTENT}. */
        record Content() implements MissingId {}

        /**
         * Of what names the event: UUID version 5 of the other fields in the namespace that the
         * first one is.
         *
         * @param fields JSON Pointers, at least two; the first leads to a UUID
         */
        record Named(List<String> fields) implements MissingId {
            public Named {
                fields = List.copyOf(fields);
            }
        }
    }

    /**
     * Fields of the event that must say what the credentials say.
     *
     * @param organisation JSON Pointer of the organisation: one that the credentials speak for; it
     *     becomes the principal's
     * @param session JSON Pointer of the session: where it is there, the token's
     */
    public record Bound(Optional<String> organisation, Optional<String> session) {

        /** Bound to nothing. */
        public static final Bound NONE = new Bound(Optional.empty(), Optional.empty());
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
     * @param ahead how far the time of an event may be ahead of this server's clock; empty: any
     * @param addressRate how many requests may come to one node from one address; empty: any
     * @param cardinality how many different values fields may have, by JSON Pointer
     */
    public record Limits(
            ByteSize request,
            int events,
            ByteSize event,
            Optional<Rate> rate,
            Optional<Duration> ahead,
            Optional<Rate> addressRate,
            SortedMap<String, Cardinality> cardinality) {

        /** What stands when a contract says nothing: 1 MiB, 1,000 events, 256 KiB each. */
        public static final Limits DEFAULT =
                new Limits(ByteSize.ofKibibytes(1024), 1_000, ByteSize.ofKibibytes(256));

        public Limits {
            cardinality = Collections.unmodifiableSortedMap(new TreeMap<>(cardinality));
        }

        /** Limits for callers from anywhere, and for fields of any values. */
        public Limits(
                ByteSize request,
                int events,
                ByteSize event,
                Optional<Rate> rate,
                Optional<Duration> ahead) {
            this(request, events, event, rate, ahead, Optional.empty(), new TreeMap<>());
        }

        /** Limits for events of any time. */
        public Limits(ByteSize request, int events, ByteSize event, Optional<Rate> rate) {
            this(request, events, event, rate, Optional.empty());
        }

        /** The same for fields that may have only so many different values. */
        public Limits with(SortedMap<String, Cardinality> bounds) {
            return new Limits(request, events, event, rate, ahead, addressRate, bounds);
        }

        /** Limits without a rate of the stream's own. */
        public Limits(ByteSize request, int events, ByteSize event) {
            this(request, events, event, Optional.empty());
        }
    }

    /**
     * How many events one principal may send, or how many requests may come from one address: a
     * token bucket that holds {@code burst} and fills with {@code events} in the time of {@code
     * per}.
     */
    public record Rate(int events, Per per, int burst) {

        /** In which time so many events flow in. */
        public enum Per {
            SECOND(1, "a second"),
            MINUTE(60, "a minute");

            private final int seconds;
            private final String words;

            Per(int seconds, String words) {
                this.seconds = seconds;
                this.words = words;
            }

            public int seconds() {
                return seconds;
            }

            /** For sentences. */
            public String words() {
                return words;
            }
        }

        /** A burst that nobody chose is so many seconds' worth. */
        private static final int USUAL_SECONDS = 10;

        public Rate {
            if (events < 1 || burst < 1) {
                throw new IllegalArgumentException("a rate and its burst are at least 1");
            }
        }

        /** So many events a second. */
        public Rate(int eventsPerSecond, int burst) {
            this(eventsPerSecond, Per.SECOND, burst);
        }

        /** A rate with the usual burst: ten seconds' worth. */
        public static Rate of(int eventsPerSecond) {
            return of(eventsPerSecond, Per.SECOND);
        }

        /** A rate with the usual burst: ten seconds' worth, and at least one event. */
        public static Rate of(int events, Per per) {
            long usual = (long) USUAL_SECONDS * events / per.seconds();
            return new Rate(events, per, (int) Math.clamp(usual, 1, Integer.MAX_VALUE));
        }

        /** The same rate with another burst. */
        public Rate withBurst(int other) {
            return new Rate(events, per, other);
        }
    }

    /** What is kept of a person's e-mail address. */
    public EmailRule principalEmail() {
        return privacy.principalEmail();
    }

    /** How many different values fields may have, by JSON Pointer. */
    public SortedMap<String, Cardinality> cardinality() {
        return limits.cardinality();
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
