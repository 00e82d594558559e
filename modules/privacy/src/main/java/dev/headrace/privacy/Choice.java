package dev.headrace.privacy;

import dev.headrace.event.Purpose;
import java.util.Locale;
import java.util.Optional;

/** A choice of a person, as it is told to whoever keeps it: marks alone, nobody's name. */
public sealed interface Choice {

    /** Whose rows it belongs to; empty for addresses, and persons of no organisation. */
    Optional<String> organisation();

    /** Who or what is meant. */
    PersonMark mark();

    /** What a mark stands for. */
    enum Kind {
        ACTOR,
        ADDRESS;

        /** The word in stores and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why somebody was excluded. */
    enum Source {
        GPC,
        CCPA_FORM,
        GDPR_OBJECTION,
        ADMIN;

        /** The word in stores and requests. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing is to be kept any more. */
    record Exclusion(Optional<String> organisation, Kind kind, PersonMark mark, Source source)
            implements Choice {}

    /** An exclusion ends. */
    record Readmission(Optional<String> organisation, PersonMark mark) implements Choice {}

    /**
     * A consent is given or withdrawn.
     *
     * @param agreement what the person says; not {@link Standing.Agreement#UNKNOWN}
     * @param policy the version of the policy that the person has seen
     */
    record Consent(
            Optional<String> organisation,
            PersonMark mark,
            Purpose purpose,
            Standing.Agreement agreement,
            String policy)
            implements Choice {

        public Consent {
            if (agreement == Standing.Agreement.UNKNOWN) {
                throw new IllegalArgumentException("a consent is given or withdrawn");
            }
        }
    }
}
