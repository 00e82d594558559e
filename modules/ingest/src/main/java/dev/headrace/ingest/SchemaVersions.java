package dev.headrace.ingest;

import dev.headrace.event.Contract;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the schema version that a client names. */
final class SchemaVersions {

    private static final int MOST_DIGITS = 9;

    private SchemaVersions() {}

    /** The version, or empty where the client leaves the choice to us. */
    static OptionalInt named(Contract contract, Optional<String> named) {
        if (named.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt version = number(named.get());
        if (version.isEmpty() || !contract.schemas().containsKey(version.getAsInt())) {
            throw new RequestRefusedException(
                    Problem.UNKNOWN_VERSION,
                    "the stream "
                            + contract.name()
                            + " has the versions "
                            + contract.schemas().keySet());
        }
        return version;
    }

    static OptionalInt number(String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
