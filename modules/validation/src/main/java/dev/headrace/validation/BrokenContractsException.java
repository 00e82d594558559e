package dev.headrace.validation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Some contracts cannot be obeyed as they are written. The message lists every problem of every
 * stream, one a line, each with its file and, where there is one, line and pointer.
 */
public final class BrokenContractsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    BrokenContractsException(List<String> problems) {
        super(summary(problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem as one line; never empty. */
    public List<String> problems() {
        return problems;
    }

    private static String summary(List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .collect(Collectors.joining("\n  ", count + " in the stream contracts:\n  ", ""));
    }
}
