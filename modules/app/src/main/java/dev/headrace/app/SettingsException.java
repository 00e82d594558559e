package dev.headrace.app;

import java.util.List;

/** The settings do not fit; the message lists every problem, a line each, without secrets. */
final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super(
                (problems.size() == 1
                                ? "1 problem with the settings:"
                                : problems.size() + " problems with the settings:")
                        + problems.stream()
                                .map(problem -> "\n  " + problem)
                                .reduce("", String::concat));
        this.problems = List.copyOf(problems);
    }

    /** Every problem: the full key, what is wrong, what would be right, where it was said. */
    List<String> problems() {
        return problems;
    }
}
