package dev.headrace.validation;

import com.networknt.schema.Error;
import dev.headrace.event.NearestName;
import dev.headrace.event.Rejection.Fault;
import dev.headrace.event.StreamName;
import dev.headrace.validation.SchemaDocuments.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Says what is wrong with an event and what would be right. Everything in a message comes from the
 * contract, except the type of a value and a name that is nearly one of the contract's.
 */
final class Explanation {

    private static final int LONGEST_POINTER = 512;
    private static final int LONGEST_QUOTE = 200;

    /**
     * So many names of an event are compared at most; one with more is not misspelt but hostile.
     */
    private static final int MOST_NAMES = 200;

    private static final String UNKNOWN = "has an unknown property";

    /** Shorter names are words of too many others. */
    private static final int LEAST_WORD = 4;

    private static final Pattern WORDS = Pattern.compile("[_.-]");

    /** A name of the event is shown only if it looks like a name. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.$@-]{1,64}");

    private final Version version;
    private final Breach breach;
    private final Error error;

    private Explanation(Version version, Breach breach) {
        this.version = version;
        this.breach = breach;
        this.error = breach.error();
    }

    static Verdict.Invalid of(StreamName stream, Version version, Breach breach) {
        Explanation explanation = new Explanation(version, breach);
        return new Verdict.Invalid(
                pointer(breach.location()),
                breach.keyword(),
                explanation.message(),
                Fingerprint.of(stream, version.number(), breach.keyword(), explanation.cause()));
    }

    /**
     * The same for whoever has sent the event and for nobody else: it names a member that the
     * contract does not know, if that looks like a name.
     */
    static Fault toSender(Version version, Breach breach) {
        Explanation explanation = new Explanation(version, breach);
        return new Fault(
                pointer(breach.location()),
                breach.keyword(),
                explanation.unknownName().orElseGet(explanation::message));
    }

    static Verdict.Invalid notAnObject(StreamName stream, Version version) {
        return new Verdict.Invalid(
                "",
                "type",
                "must be a JSON object",
                Fingerprint.of(stream, version.number(), "type", ""));
    }

    /** The place, and the contract's name of what is missing there. */
    private String cause() {
        return missingName().map(name -> breach.place() + "#" + name).orElse(breach.place());
    }

    private Optional<String> missingName() {
        return switch (breach.keyword()) {
            case "required", "dependentRequired" ->
                    Optional.of(String.valueOf(error.getArguments()[0]));
            default -> Optional.empty();
        };
    }

    private String message() {
        JsonNode rule = error.getSchemaNode();
        return switch (breach.keyword()) {
            case "type" -> "must be " + Words.types(rule) + ", but is " + actualType();
            case "required" -> "lacks the property " + missing() + misspelling();
            case "dependentRequired" ->
                    "lacks the property " + missing() + ", which " + error.getProperty() + " needs";
            case "additionalProperties", "unevaluatedProperties" -> unknownProperty();
            case "propertyNames" -> "has a property whose name is not allowed";
            case "format" -> "must be " + Words.format(rule.asString(""));
            case "enum" -> "must be one of " + quoted(rule);
            case "const" -> "must be " + quote(rule);
            case "pattern" -> "must match the pattern " + bounded(rule.asString(""));
            case "uniqueItems" -> "must not have two equal elements";
            case "contains" ->
                    "does not have the right number of elements of the kind that its contract asks for";
            case "anyOf" -> "is none of the forms that its contract allows";
            case "oneOf" -> "is not exactly one of the forms that its contract allows";
            case "not" -> "has a form that its contract forbids";
            case "false" -> "must not be there";
            default -> Words.bound(breach.keyword(), rule);
        };
    }

    private String actualType() {
        return Words.typeOf(error.getInstanceNode());
    }

    private String missing() {
        return bounded(missingName().orElse(""));
    }

    /** A name of the event that was probably meant to be the missing one. */
    private String misspelling() {
        Collection<String> known = knownNames();
        String missing = missingName().orElse("");
        return names(error.getInstanceNode())
                .limit(MOST_NAMES)
                .filter(name -> !known.contains(name) && PLAIN_NAME.matcher(name).matches())
                .filter(name -> isMeant(name, missing))
                .findFirst()
                .map(name -> "; it has " + name + " instead")
                .orElse("");
    }

    /** Misspelt, or the name itself with more words around it: collected_metrics for metrics. */
    private static boolean isMeant(String name, String missing) {
        return NearestName.of(name, List.of(missing)).isPresent()
                || (missing.length() >= LEAST_WORD
                        && WORDS.splitAsStream(name).anyMatch(missing::equalsIgnoreCase));
    }

    private String unknownProperty() {
        List<String> free = new ArrayList<>(knownNames());
        free.removeIf(name -> error.getInstanceNode().has(name));
        String name = String.valueOf(error.getProperty());
        return Optional.of(name)
                .filter(text -> PLAIN_NAME.matcher(text).matches())
                .flatMap(text -> NearestName.of(text, free))
                .map(known -> "has the unknown property " + name + "; did you mean " + known + "?")
                .orElse(UNKNOWN);
    }

    /** What is said of a member that is no misspelt one, with its name. */
    private Optional<String> unknownName() {
        return switch (breach.keyword()) {
            case "additionalProperties", "unevaluatedProperties" ->
                    Optional.of(String.valueOf(error.getProperty()))
                            .filter(name -> PLAIN_NAME.matcher(name).matches())
                            .filter(name -> message().equals(UNKNOWN))
                            .map(name -> "has the unknown property " + name);
            default -> Optional.empty();
        };
    }

    /** The names that the contract knows at the place of the error. */
    private Collection<String> knownNames() {
        String location = error.getSchemaLocation().toString();
        int hash = location.indexOf('#');
        if (hash < 0 || !location.startsWith(SchemaDialects.BASE)) {
            return List.of();
        }
        String file = location.substring(SchemaDialects.BASE.length(), hash);
        String keyword = location.substring(hash + 1);
        String schema = keyword.substring(0, Math.max(0, keyword.lastIndexOf('/')));
        Place place = new Place(file, schema + "/properties");
        return version.documents().at(place).propertyNames();
    }

    private static Stream<String> names(JsonNode object) {
        return object.propertyNames().stream();
    }

    private static String quoted(JsonNode values) {
        return bounded(
                StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(", ")));
    }

    private static String quote(JsonNode value) {
        return bounded(value.toString());
    }

    private static String bounded(String text) {
        return Words.printable(text, LONGEST_QUOTE);
    }

    private static String pointer(List<Object> location) {
        StringBuilder pointer = new StringBuilder();
        for (Object element : location) {
            if (pointer.length() > LONGEST_POINTER) {
                break;
            }
            pointer.append(Pointers.append("", element.toString()));
        }
        return Words.printable(pointer.toString(), LONGEST_POINTER);
    }
}
