package dev.headrace.privacy;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldPlaces.Change;
import dev.headrace.event.FieldRule;
import dev.headrace.event.JsonTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules of one contract for the fields of its events, ready to be applied. Where a rule meets a
 * value that it cannot be applied to, nothing of the value is kept: it becomes {@code null}, or a
 * word in brackets. Immutable, for any number of threads.
 */
public final class EventRefiner {

    private static final Change NONE = new Change.None();
    private static final Change REMOVE = new Change.Remove();
    private static final Change NOTHING = new Change.Replace(JsonTexts.nothing());

    private final FieldPlaces<Rule> places;
    private final PseudonymKeys keys;
    private final boolean changesEnvelope;

    /** What becomes of one value. */
    private interface Rule {
        Change change(byte[] json, int from, int to, Occasion occasion);
    }

    /** One event, for its rules. */
    @SuppressWarnings("ArrayRecordComponent") // on purpose: the body is not copied
    private record Occasion(byte[] json, int offset, int length, Pseudonyms pseudonyms) {}

    private EventRefiner(Contract contract, PseudonymKeys keys) {
        var rules = new TreeMap<String, Rule>();
        contract.privacy().changes().forEach((place, rule) -> rules.put(place, rule(rule)));
        this.places = FieldPlaces.of(rules);
        this.keys = keys;
        this.changesEnvelope =
                Stream.of(
                                        contract.key(),
                                        contract.layout(),
                                        contract.occurredAt().stream().toList(),
                                        groups(contract))
                                .flatMap(pointers -> pointers.stream())
                                .anyMatch(
                                        pointer -> contract.privacy().changeOf(pointer).isPresent())
                        || contract.missingId() instanceof Contract.MissingId.Content;
    }

    /** The fields whose values have bounds of their own. */
    private static List<String> groups(Contract contract) {
        return contract.cardinality().values().stream()
                .flatMap(bound -> bound.by().stream())
                .toList();
    }

    /** The rules of a contract; empty when it keeps events as they are. */
    static Optional<EventRefiner> of(Contract contract, PseudonymKeys keys) {
        return contract.privacy().changeEvents()
                ? Optional.of(new EventRefiner(contract, keys))
                : Optional.empty();
    }

    /**
     * Whether a rule changes what is also told beside the event: its key, its layout, when it
     * happened, an id that is made of its content, or whose values are bounded together. These have
     * to be read from the refined event then.
     */
    public boolean changesEnvelope() {
        return changesEnvelope;
    }

    /**
     * The event as it may be kept; empty when that is as it came.
     *
     * @param organisation whose key hashes
     */
    public Optional<byte[]> refine(
            byte[] json, int offset, int length, Optional<String> organisation) {
        var occasion = new Occasion(json, offset, length, keys.inForce(organisation));
        return places.change(
                json,
                offset,
                length,
                (rule, source, from, to) -> rule.change(source, from, to, occasion));
    }

    private static Rule rule(FieldRule rule) {
        return switch (rule) {
            case FieldRule.Keep keep -> (json, from, to, occasion) -> NONE;
            case FieldRule.Drop drop -> (json, from, to, occasion) -> REMOVE;
            case FieldRule.Hash hash -> EventRefiner::hash;
            case FieldRule.HashAs(String member) -> hashAs(member);
            case FieldRule.Unless(FieldRule usual, String where, var words) ->
                    unless(new Excepted(where, words), rule(usual));
            case FieldRule.TruncateAddress truncate ->
                    (json, from, to, occasion) -> text(json, from, to, Truncation::address);
            case FieldRule.TruncateTime(FieldRule.Unit unit) ->
                    (json, from, to, occasion) ->
                            text(json, from, to, text -> Truncation.time(text, unit));
            case FieldRule.Redact(var patterns) -> redact(new Redaction(patterns));
        };
    }

    private static Change hash(byte[] json, int from, int to, Occasion occasion) {
        return switch (json[from]) {
            case '{', '[' -> NOTHING;
            case 'n' -> NONE;
            default -> replaced(occasion.pseudonyms().of(valueText(json, from, to)));
        };
    }

    private static Rule hashAs(String member) {
        String name = member.substring(member.lastIndexOf('/') + 1);
        byte[] json = JsonTexts.write(name.replace("~1", "/").replace("~0", "~"));
        return (source, from, to, occasion) ->
                switch (hash(source, from, to, occasion)) {
                    case Change.Replace(byte[] hashed) when JsonTexts.isString(hashed, 0) ->
                            new Change.ReplaceMember(json, hashed);
                    case Change.Replace nothing -> REMOVE;
                    case Change other -> other;
                };
    }

    private static Rule unless(Excepted excepted, Rule rule) {
        return (json, from, to, occasion) ->
                excepted.holds(occasion.json(), occasion.offset(), occasion.length())
                        ? NONE
                        : rule.change(json, from, to, occasion);
    }

    private static Change text(byte[] json, int from, int to, Function<String, String> truncation) {
        if (!JsonTexts.isString(json, from)) {
            return json[from] == 'n' ? NONE : NOTHING;
        }
        String text = JsonTexts.read(json, from, to);
        String other = truncation.apply(text);
        return other.equals(text) ? NONE : replaced(other);
    }

    private static Rule redact(Redaction redaction) {
        return (json, from, to, occasion) ->
                switch (json[from]) {
                    case '"', '{', '[' -> JsonTexts.changeTexts(json, from, to, redaction::redact);
                    default -> number(redaction, valueText(json, from, to));
                };
    }

    /** A number may be somebody's telephone number. */
    private static Change number(Redaction redaction, String text) {
        return redaction.redact(text).equals(text) ? NONE : NOTHING;
    }

    private static Change replaced(String text) {
        return new Change.Replace(JsonTexts.write(text));
    }

    private static String valueText(byte[] json, int from, int to) {
        return JsonTexts.isString(json, from)
                ? JsonTexts.read(json, from, to)
                : new String(json, from, to - from, StandardCharsets.US_ASCII);
    }
}
