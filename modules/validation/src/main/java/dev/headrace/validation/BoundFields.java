package dev.headrace.validation;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract.Bound;
import dev.headrace.event.Contract.MissingId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what binds an event to its sender, and how an id is made where the sender gives none. */
final class BoundFields {

    private static final String BOUND = "bound";
    private static final String ORGANISATION = "organisation";
    private static final String SESSION = "session";
    private static final String MISSING_ID = "missing-id";

    /** The credentials that can speak for an organisation. */
    private static final Set<String> SPEAKING =
            Set.of(AuthMethod.HMAC.word(), AuthMethod.SESSION.word());

    private BoundFields() {}

    static MissingId missingId(YamlFields fields) {
        if (fields.has(MISSING_ID) && !fields.has("id")) {
            fields.problem(MISSING_ID, "means nothing without id");
        }
        return fields.parsed(MISSING_ID, text -> KnownWords.one(MissingId.class, text))
                .orElse(MissingId.NEW);
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
