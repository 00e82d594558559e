package dev.headrace.event;

import java.util.EnumSet;
import java.util.Set;

/** What is kept of one field of an event; applied at the door, before the event log. */
public sealed interface FieldRule {

    /** As it came; somebody has thought about it. */
    record Keep() implements FieldRule {}

    /** Nothing: the member is left out; an element of an array becomes null. */
    record Drop() implements FieldRule {}

    /** A keyed hash: equal values stay equal, nobody without the key can read or try them. */
    record Hash() implements FieldRule {}

    /**
     * A keyed hash as another member in the field's place, where the field itself can hold no text.
     *
     * @param member JSON Pointer of that member; it stands beside the field
     */
    record HashAs(String member) implements FieldRule {}

    /**
     * A rule for all events but those whose own word excepts them: these keep the field as it came.
     *
     * @param where JSON Pointer of the text that decides; where it is absent, the rule holds
     * @param words the texts that except an event
     */
    record Unless(FieldRule rule, String where, Set<String> words) implements FieldRule {

        public Unless {
            words = Set.copyOf(words);
        }
    }

    /** Of an IP address its /24, or /48 of IPv6. */
    record TruncateAddress() implements FieldRule {}

    /** Of a time its hour or day, in the time's own offset. */
    record TruncateTime(Unit unit) implements FieldRule {}

    /** The text without what looks personal; in an object or array, every text inside. */
    record Redact(Set<Pattern> patterns) implements FieldRule {

        /** What people mean who name no pattern. */
        public static final Redact EVERYTHING = new Redact(EnumSet.allOf(Pattern.class));

        public Redact {
            patterns = Set.copyOf(patterns);
        }
    }

    /** What a time is cut down to. */
    enum Unit {
        HOUR,
        DAY
    }

    /** What is taken out of texts. */
    enum Pattern {
        EMAIL,
        /** Runs of seven digits or more, nine where spaces, dots or hyphens divide them. */
        DIGITS,
        /** Keys, hashes, UUIDs, JSON web tokens. */
        TOKEN
    }

    /** What becomes of a field that nothing excepts. */
    default FieldRule base() {
        return this instanceof Unless(FieldRule rule, String where, Set<String> words)
                ? rule
                : this;
    }

    /** Whether the field is kept as it came. */
    default boolean keeps() {
        return this instanceof Keep;
    }
}
