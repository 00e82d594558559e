package dev.headrace.validation;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the contracts that are being loaded, in the order of finding. */
final class Problems {

    private final Set<String> lines = new LinkedHashSet<>();

    /** A problem of a file as a whole. */
    void add(Path file, String message) {
        lines.add(file + ": " + message);
    }

    /** A problem at a line; a line of 0 is unknown. */
    void add(Path file, int line, String message) {
        add(file, line, "", message);
    }

    /** A problem at a place of the document; the empty pointer is the document itself. */
    void add(Path file, int line, String pointer, String message) {
        lines.add(
                file
                        + (line > 0 ? ":" + line : "")
                        + ": "
                        + (pointer.isEmpty() ? "" : pointer + " ")
                        + message);
    }

    /** Each problem as one line. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    int count() {
        return lines.size();
    }

    /** Ends the loading if anything is wrong. */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new BrokenContractsException(List.copyOf(lines));
        }
    }
}
