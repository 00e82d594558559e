package dev.headrace.validation;

import dev.headrace.event.Addition;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract.Bound;
import dev.headrace.event.Contract.Limits;
import dev.headrace.event.Contract.Listener;
import dev.headrace.event.Contract.MissingId;
import dev.headrace.event.Dialect;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Reads the fields of one stream.yaml. The schemas that it names are another's job. */
final class ContractReader {

    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "title",
                    "listener",
                    "readable",
                    "schemas",
                    "id",
                    "missing-id",
                    "occurred-at",
                    "auth",
                    "bound",
                    "key",
                    "layout",
                    "limits",
                    "privacy",
                    OmitFields.SECTION,
                    "dialects",
                    "retention",
                    "sinks",
                    "acknowledge",
                    "hints",
                    "signer",
                    "adds",
                    CardinalityFields.SECTION);

    /** The public listener has nothing of theirs. */
    private static final List<Dialect> INTERNAL = List.of(Dialect.AUDIT, Dialect.WEB_UNAUTHORISED);

    /** The doors of the seed systems that this version has. */
    private static final Set<String> DIALECTS =
            Arrays.stream(Dialect.values()).map(Dialect::word).collect(Collectors.toSet());

    private static final Set<String> EVERYTHING = Set.of("all");
    private static final int MOST_VERSION = 9_999;
    private static final int LONGEST_TITLE = 120;
    private static final Pattern SINK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private final YamlFields fields;

    ContractReader(YamlFields fields) {
        this.fields = fields;
    }

    /** Refuses fields that nobody would obey. */
    void checkNames() {
        fields.allowOnly(FIELDS);
    }

    Optional<StreamName> name() {
        if (!fields.has("name")) {
            fields.missing("name", "the stream's name");
        }
        return fields.parsed("name", StreamName::new);
    }

    Optional<String> title() {
        return fields.parsed("title", ContractReader::oneLine);
    }

    private static String oneLine(String text) {
        if (!Words.printable(text, LONGEST_TITLE).equals(text)) {
            throw new IllegalArgumentException(
                    "is not one line of at most " + LONGEST_TITLE + " printable characters");
        }
        return text;
    }

    Listener listener() {
        if (!fields.has("listener")) {
            fields.missing("listener", "public or internal");
        }
        return fields.parsed("listener", text -> KnownWords.one(Listener.class, text))
                .orElse(Listener.INTERNAL);
    }

    boolean readable() {
        return fields.truth("readable").orElse(true);
    }

    /** The file of each version. */
    SortedMap<Integer, String> schemaFiles() {
        SortedMap<Integer, String> files = new TreeMap<>();
        Optional<YamlFields> section = fields.section("schemas");
        if (!fields.has("schemas") || section.map(s -> s.names().isEmpty()).orElse(false)) {
            fields.missing(
                    "schemas", "the file of each version, such as {1: event.v1.schema.json}");
        }
        section.ifPresent(versions -> {
            for (String version : versions.names()) {
                versions.text(version)
                        .ifPresent(file -> addVersion(files, versions, version, file));
            }
        });
        return files;
    }

    private static void addVersion(
            Map<Integer, String> files, YamlFields versions, String version, String file) {
        OptionalInt number = WholeNumbers.from1(version, MOST_VERSION);
        if (!isPath(file)) {
            versions.problem(version, "is not the name of a file");
        } else if (number.isPresent()) {
            files.put(number.getAsInt(), file);
        } else {
            versions.problem(version, "is not a version: a whole number from 1 to " + MOST_VERSION);
        }
    }

    /** A text with a NUL is a path on no file system, and cannot even be named in a problem. */
    private static boolean isPath(String file) {
        try {
            return !Path.of(file).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    Optional<String> pointer(String name) {
        return fields.parsed(name, ContractReader::pointerText);
    }

    List<String> pointers(String name) {
        Set<String> texts = fields.texts(name);
        for (String text : texts) {
            if (!Pointers.isValid(text)) {
                fields.problem(name, notPointer(text));
            }
        }
        return texts.stream().filter(Pointers::isValid).toList();
    }

    static String pointerText(String text) {
        if (!Pointers.isValid(text)) {
            throw new IllegalArgumentException(notPointer(text));
        }
        return text;
    }

    private static String notPointer(String text) {
        return text + " is not a JSON Pointer such as /eventTime";
    }

    Set<AuthMethod> auth() {
        if (!fields.has("auth")) {
            fields.missing("auth", "the ways to authenticate; if there shall be none, say none");
        }
        Set<AuthMethod> methods = EnumSet.noneOf(AuthMethod.class);
        List<String> words = Arrays.stream(AuthMethod.values()).map(AuthMethod::word).toList();
        for (String word : KnownWords.some(fields, "auth", words)) {
            AuthMethod.ofWord(word).ifPresent(methods::add);
        }
        return methods;
    }

    Set<String> dialects() {
        Set<String> dialects = KnownWords.some(fields, "dialects", DIALECTS);
        for (Dialect dialect : INTERNAL) {
            if (dialects.contains(dialect.word())
                    && fields.raw("listener").asString("").equals("public")) {
                fields.problem(
                        "dialects", "has " + dialect.word() + ", so listener must be internal");
            }
        }
        return dialects;
    }

    MissingId missingId() {
        return BoundFields.missingId(fields);
    }

    Bound bound() {
        return BoundFields.read(fields);
    }

    Limits limits() {
        return LimitFields.read(fields).with(CardinalityFields.read(fields));
    }

    PrivacyRules privacy() {
        return PrivacyFields.read(fields);
    }

    Optional<Duration> retention() {
        return fields.parsed("retention", Durations::parse);
    }

    /** The sinks that are named; empty is all. */
    Optional<Set<String>> sinks() {
        Set<String> names = fields.texts("sinks");
        if (!fields.has("sinks") || names.equals(EVERYTHING)) {
            return Optional.empty();
        }
        if (fields.raw("sinks").isArray() && fields.raw("sinks").isEmpty()) {
            fields.problem(
                    "sinks", "is empty, so that no sink would get an event; say all, or names");
        } else if (names.containsAll(EVERYTHING)) {
            fields.problem("sinks", "says all and also names; say one of them");
        }
        for (String name : names) {
            if (!SINK.matcher(name).matches()) {
                fields.problem("sinks", name + " is not the name of a sink");
            }
        }
        return Optional.of(Set.copyOf(names));
    }

    /** The sinks that the answer waits for. That they exist is for others to say. */
    Set<String> acknowledge() {
        Set<String> names = fields.texts("acknowledge");
        if (fields.raw("acknowledge").isArray() && fields.raw("acknowledge").isEmpty()) {
            fields.problem(
                    "acknowledge",
                    "is empty; leave it out, and the answer waits for the event log alone");
        }
        Set<String> routed = fields.has("sinks") ? fields.texts("sinks") : EVERYTHING;
        for (String name : names) {
            if (!SINK.matcher(name).matches() || EVERYTHING.contains(name)) {
                fields.problem("acknowledge", name + " is not the name of a sink");
            } else if (!routed.equals(EVERYTHING) && !routed.contains(name)) {
                fields.problem("acknowledge", name + " is not one of the stream's sinks");
            }
        }
        return Set.copyOf(names);
    }

    /** What sinks may want to know, by sink type and key. */
    Map<String, Map<String, Object>> hints() {
        Map<String, Map<String, Object>> hints = new LinkedHashMap<>();
        fields.section("hints")
                .ifPresent(types -> {
                    for (String type : types.names()) {
                        types.section(type)
                                .ifPresent(hint -> hints.put(type, values(types.raw(type))));
                    }
                });
        return Collections.unmodifiableMap(hints);
    }

    /** Where an event names the deployment that signs it; asked for exactly where one may sign. */
    Optional<String> signer() {
        Optional<String> pointer = pointer("signer");
        boolean signed = fields.texts("auth").contains(AuthMethod.SIGNATURE.word());
        if (fields.has("signer") && !signed) {
            fields.problem("signer", "means nothing without signature in auth");
        } else if (signed && !fields.has("signer")) {
            fields.missing("signer", "where an event names the deployment that signs it");
        }
        return pointer;
    }

    /** The members that the server adds. */
    SequencedMap<String, Addition> adds() {
        return AddedFields.read(fields);
    }

    private static Map<String, Object> values(JsonNode node) {
        return Collections.unmodifiableMap(
                StrictJson.MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {}));
    }
}
