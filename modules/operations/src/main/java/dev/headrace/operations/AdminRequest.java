package dev.headrace.operations;

import dev.headrace.event.NearestName;
import dev.headrace.event.StreamName;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An admin request that the guard has let in, its query read strictly: a parameter that the path
 * does not know, or that stands twice, is refused before anything is done.
 */
final class AdminRequest {

    /** Longer texts name nothing that there is. */
    static final int LONGEST_TEXT = 256;

    private final AdminCaller caller;
    private final ServerRequest http;

    private AdminRequest(AdminCaller caller, ServerRequest http) {
        this.caller = caller;
        this.http = http;
    }

    /**
     * Reads a request.
     *
     * @param known the query parameters of the path
     * @throws AdminRefusedException when it has no caller or a wrong parameter
     */
    static AdminRequest of(ServerRequest http, String... known) {
        AdminCaller caller = AdminCaller.of(http);
        Set<String> names = Set.of(known);
        for (String name : http.query().names()) {
            if (!names.contains(name)) {
                throw bad(unknown("query parameter", name, names));
            }
            if (http.query().all(name).size() > 1) {
                throw bad("the query parameter " + name + " stands twice");
            }
        }
        return new AdminRequest(caller, http);
    }

    AdminCaller caller() {
        return caller;
    }

    Optional<String> text(String name) {
        if (!http.query().contains(name)) {
            return Optional.empty();
        }
        String text = http.query().get(name);
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw bad(name + " must have 1 to " + LONGEST_TEXT + " characters");
        }
        return Optional.of(text);
    }

    Optional<StreamName> stream(String name) {
        return text(name).map(text -> stream(name, text));
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> instant(name, text));
    }

    /** A flag that is not set unless its text is {@code true}. */
    boolean isSet(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(name + " must be true or false");
        };
    }

    /** A whole number from 1 to the given one. */
    int count(String name, int usual, int most) {
        Optional<String> text = text(name);
        return text.isEmpty() ? usual : count(name, text.get(), most);
    }

    static int count(String name, String text, int most) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 9
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw bad(name + " must be a whole number from 1 to " + most);
        }
        return number;
    }

    static StreamName stream(String name, String text) {
        if (!StreamName.isValid(text)) {
            throw bad(name + " is not the name of a stream");
        }
        return new StreamName(text);
    }

    static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw bad(name + " must be an instant such as 2026-11-20T00:00:00Z");
        }
    }

    /**
     * The sentence for a name that is not known. What the caller wrote is shown when it is plain.
     */
    static String unknown(String kind, String name, Set<String> known) {
        boolean plain =
                name.length() <= 40
                        && name.chars()
                                .allMatch(c ->
                                        c < 0x7f && (Character.isLetterOrDigit(c) || c == '-'));
        List<String> sorted = known.stream().sorted().toList();
        return "there is no "
                + kind
                + (plain ? " " + name : " of that name")
                + NearestName.hint(name, known)
                + (sorted.isEmpty()
                        ? "; there is none here"
                        : "; known are " + String.join(", ", sorted));
    }

    static AdminRefusedException bad(String detail) {
        return new AdminRefusedException(AdminProblem.BAD_REQUEST, detail);
    }
}
