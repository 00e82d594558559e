package dev.headrace.validation;

import dev.headrace.event.Cardinality;
import dev.headrace.event.Cardinality.Window;
import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads how many different values fields may have: {@code {/page: {max-per-day: 5000, by:
 * [/domain]}}}. A bounded field must be able to hold the text that stands for all other values.
 */
final class CardinalityFields {

    static final String SECTION = "cardinality";

    private static final String PER_DAY = "max-per-day";
    private static final String PER_HOUR = "max-per-hour";
    private static final String BY = "by";
    private static final String OVERFLOW = "overflow";
    private static final int MOST = 100_000;
    private static final int LONGEST_OVERFLOW = 64;
    private static final Set<String> TIMES = Set.of("date-time", "date", "time");

    private CardinalityFields() {}

    static SortedMap<String, Cardinality> read(YamlFields fields) {
        SortedMap<String, Cardinality> bounds = new TreeMap<>();
        fields.section(SECTION)
                .ifPresent(places -> places.names().forEach(place -> read(places, place, bounds)));
        return bounds;
    }

    private static void read(
            YamlFields places, String place, SortedMap<String, Cardinality> bounds) {
        if (!Pointers.isValid(place)) {
            places.problem(place, "is not a JSON Pointer such as /page");
            return;
        }
        places.section(place)
                .flatMap(CardinalityFields::bound)
                .ifPresent(bound -> bounds.put(place, bound));
    }

    private static Optional<Cardinality> bound(YamlFields rule) {
        List<String> known = List.of(PER_DAY, PER_HOUR, BY, OVERFLOW);
        rule.allowOnly(known);
        if (rule.has(PER_DAY) && rule.has(PER_HOUR)) {
            rule.problem(PER_HOUR, "is there besides " + PER_DAY + "; say one of them");
        } else if (!rule.has(PER_DAY) && !rule.has(PER_HOUR) && known.containsAll(rule.names())) {
            rule.missing(PER_DAY, "how many different values are kept, such as 5000");
        }
        Window window = rule.has(PER_HOUR) ? Window.HOUR : Window.DAY;
        Optional<Integer> most =
                rule.parsed(window == Window.HOUR ? PER_HOUR : PER_DAY, CardinalityFields::count);
        List<String> by = by(rule);
        String overflow =
                rule.parsed(OVERFLOW, CardinalityFields::overflow).orElse(Cardinality.OTHER);
        return most.map(number -> new Cardinality(number, window, by, overflow));
    }

    private static List<String> by(YamlFields rule) {
        Set<String> pointers = rule.texts(BY);
        for (String pointer : pointers) {
            if (!isOnePlace(pointer)) {
                rule.problem(BY, pointer + " is not a JSON Pointer such as /domain");
            }
        }
        return pointers.stream().filter(CardinalityFields::isOnePlace).toList();
    }

    private static boolean isOnePlace(String text) {
        return Pointers.isValid(text) && !Pointers.names(text).contains(FieldPlaces.ANY);
    }

    private static int count(String text) {
        OptionalInt number = WholeNumbers.from1(text, MOST);
        if (number.isEmpty()) {
            throw new IllegalArgumentException("is not a whole number from 1 to " + MOST);
        }
        return number.getAsInt();
    }

    private static String overflow(String text) {
        if (!Words.printable(text, LONGEST_OVERFLOW).equals(text)) {
            throw new IllegalArgumentException(
                    "is not one line of at most " + LONGEST_OVERFLOW + " printable characters");
        }
        return text;
    }

    /** Refuses bounds that do not fit the rest of the contract, or its newest schema. */
    static void check(YamlFields bounds, Contract contract, Version newest) {
        contract.cardinality()
                .forEach((pointer, bound) -> {
                    misfit(contract, pointer)
                            .or(() -> undescribed(newest, pointer))
                            .or(() -> noText(newest, pointer, bound))
                            .ifPresent(problem -> bounds.problem(pointer, problem));
                    for (String by : bound.by()) {
                        undescribed(newest, by)
                                .ifPresent(problem ->
                                        bounds.problem(
                                                pointer, "has by " + by + ", which " + problem));
                    }
                });
    }

    private static Optional<String> misfit(Contract contract, String pointer) {
        for (Map.Entry<String, Stream<String>> fixed : fixed(contract).entrySet()) {
            if (fixed.getValue().anyMatch(other -> FieldPlaces.touch(pointer, other))) {
                return Optional.of(
                        "is what " + fixed.getKey() + " names, which no other value can replace");
            }
        }
        return contract.cardinality().keySet().stream()
                .filter(other -> !other.equals(pointer) && FieldPlaces.touch(pointer, other))
                .findFirst()
                .map(other -> "and " + other + " are the same field, or one lies in the other");
    }

    /** What tells an event from others, when it was and whose it is; and what comes later. */
    private static Map<String, Stream<String>> fixed(Contract contract) {
        var fixed = new LinkedHashMap<String, Stream<String>>();
        fixed.put("id", contract.id().stream());
        fixed.put(
                "missing-id",
                contract.missingId() instanceof Contract.MissingId.Named named
                        ? named.fields().stream()
                        : Stream.empty());
        fixed.put("occurred-at", contract.occurredAt().stream());
        fixed.put(
                "bound",
                Stream.concat(
                        contract.bound().organisation().stream(),
                        contract.bound().session().stream()));
        fixed.put("signer", contract.signer().stream());
        fixed.put("adds", contract.adds().keySet().stream().map(name -> Pointers.append("", name)));
        return fixed;
    }

    private static Optional<String> undescribed(Version newest, String pointer) {
        return DescribedFields.undescribed(newest.documents(), pointer)
                .map(hint ->
                        "is not a property that version "
                                + newest.number()
                                + " of the schema describes"
                                + hint);
    }

    private static Optional<String> noText(Version newest, String pointer, Cardinality bound) {
        Optional<JsonNode> schema =
                DescribedFields.find(newest.documents(), pointer)
                        .map(place -> newest.documents().at(place));
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        if (!isText(schema.get())) {
            return Optional.of(
                    "is not a field that the schema describes with type: string; only texts can"
                            + " have a bound");
        }
        int longest = schema.get().path("maxLength").asInt(Integer.MAX_VALUE);
        return bound.overflow().length() > longest
                ? Optional.of("has an overflow that is longer than the schema's maxLength")
                : Optional.empty();
    }

    private static boolean isText(JsonNode schema) {
        JsonNode type = schema.path("type");
        boolean text =
                type.isArray()
                        ? type.valueStream().anyMatch(one -> one.asString("").equals("string"))
                        : type.asString("").equals("string");
        return text && !TIMES.contains(schema.path("format").asString(""));
    }
}
