package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask, and how often; the application adapts it to the ways of authentication and the rates
 * that there are.
 */
@FunctionalInterface
public interface Readers {

    /** Whether a caller gets an answer. */
    sealed interface Admission {}

    /**
     * A caller that is known.
     *
     * @param organisation whose rows it sees; empty: those that belong to no organisation
     * @param fields header fields of the answer, which tell what is left of the caller's rate
     */
    record Reader(Optional<String> organisation, Map<String, String> fields) implements Admission {

        public Reader {
            fields = Map.copyOf(fields);
        }

        /** A caller without a rate. */
        Reader(Optional<String> organisation) {
            this(organisation, Map.of());
        }
    }

    /**
     * The credentials show nobody.
     *
     * @param detail what is wrong with them
     */
    record Unknown(String detail) implements Admission {}

    /**
     * A caller, or an address, that is to come again later.
     *
     * @param detail of what there was too much
     * @param fields header fields of the answer, which say when
     */
    record TooFast(String detail, Map<String, String> fields) implements Admission {

        public TooFast {
            fields = Map.copyOf(fields);
        }
    }

    /** Admits the caller of a request, or says why not. */
    Admission admit(ServerRequest http);
}
