package dev.headrace.auth;

import java.nio.file.Path;
import java.util.List;

/**
 * Keys or their settings cannot be used. The message names each file and everything that is wrong
 * with it; it never holds a secret, a key, or a piece of the file's text.
 */
public final class AuthSettingsException extends RuntimeException {

    private final List<String> problems;

    AuthSettingsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    AuthSettingsException(Path file, List<String> problems) {
        this(problems.stream().map(problem -> file + ": " + problem).toList());
    }

    AuthSettingsException(Path file, String problem) {
        this(file, List.of(problem));
    }

    AuthSettingsException(Path file, String problem, Throwable cause) {
        this(file, problem);
        initCause(cause);
    }

    /** Everything that is wrong, one entry each, with the file's name. */
    public List<String> problems() {
        return problems;
    }
}
