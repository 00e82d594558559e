package dev.headrace.validation;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract.Bound;
import dev.headrace.event.Contract.MissingId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what binds an event to its sender, and how an id is made where the sender gives none. */
final class BoundFields {

    private static final String BOUND = "bound";
    private static final String ORGANISATION = "organisation";
    private static final String SESSION = "session";
    private static final String MISSING_ID = "missing-id";
    private static final int LEAST_NAMES = 2;
    private static final Map<String, MissingId> WORDS =
            Map.of("new", MissingId.NEW, "content", MissingId.CONTENT);

    /** The credentials that can speak for an organisation. */
    private static final Set<String> SPEAKING =
            Set.of(AuthMethod.HMAC.word(), AuthMethod.SESSION.word());

    private BoundFields() {}

    /** A word, or the fields that name an event. */
    static MissingId missingId(YamlFields fields) {
        if (fields.raw(MISSING_ID).isArray()) {
            return named(fields);
        }
        if (fields.has(MISSING_ID) && !fields.has("id")) {
            fields.problem(MISSING_ID, "means nothing without id");
        }
        return fields.parsed(MISSING_ID, text -> KnownWords.named(WORDS, text))
                .orElse(MissingId.NEW);
    }

    private static MissingId named(YamlFields fields) {
        List<String> names = List.copyOf(fields.texts(MISSING_ID));
        for (String name : names) {
            if (!Pointers.isValid(name)) {
                fields.problem(MISSING_ID, name + " is not a JSON Pointer such as /session_id");
            }
        }
        if (names.size() < LEAST_NAMES) {
            fields.problem(
                    MISSING_ID,
                    "needs the field of a UUID and those that tell apart what has the same one");
        }
        return new MissingId.Named(names.stream().filter(Pointers::isValid).toList());
    }

    /** Each binding needs credentials that say what the field must say. */
    static Bound read(YamlFields fields) {
        Optional<YamlFields> section = fields.section(BOUND);
        if (section.isEmpty()) {
            return Bound.NONE;
        }
        section.get().allowOnly(List.of(ORGANISATION, SESSION));
        var bound =
                new Bound(pointer(section.get(), ORGANISATION), pointer(section.get(), SESSION));
        Set<String> auth = fields.texts("auth");
        if (bound.session().isPresent() && !auth.equals(Set.of(AuthMethod.SESSION.word()))) {
            fields.problem(BOUND, "names a session, so auth must be [session]");
        }
        if (bound.organisation().isPresent() && !SPEAKING.containsAll(auth)) {
            fields.problem(
                    BOUND,
                    "names an organisation, so auth may have hmac and session only: no other"
                            + " credentials speak for one");
        }
        return bound;
    }

    private static Optional<String> pointer(YamlFields section, String name) {
        return section.parsed(name, ContractReader::pointerText);
    }
}
