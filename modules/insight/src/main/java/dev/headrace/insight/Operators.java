package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/** Who may change something; the application adapts it to its administration and its journal. */
@FunctionalInterface
public interface Operators {

    /**
     * Makes a change in the name of an operator, and has it written down before.
     *
     * @param action what is done, a word
     * @param target to what
     * @param work is given the operator's name
     * @throws RuntimeException when the caller is none, or nothing could be written down; then the
     *     change was not made
     */
    <T> T change(ServerRequest http, String action, String target, Function<String, T> work);
}
