package dev.headrace.sink.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was checked, and what was not and why: nothing is left out in silence. */
final class Report {

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    void checked(String check) {
        lines.put(check, "kept");
    }

    void broken(String check) {
        lines.put(check, "BROKEN");
    }

    void doesNotApply(String check, String why) {
        lines.put(check, "does not apply: " + why);
    }

    /** Something that a check could not prove, in a sentence. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** The whole report, with a heading. */
    String text(String heading) {
        var text = new StringBuilder(heading).append(System.lineSeparator());
        long broken = lines.values().stream().filter("BROKEN"::equals).count();
        long kept = lines.values().stream().filter("kept"::equals).count();
        text.append(
                "  %d checks: %d kept, %d broken, %d do not apply%n"
                        .formatted(lines.size(), kept, broken, lines.size() - kept - broken));
        lines.forEach((check, line) ->
                text.append("  ").append(check).append(": ").append(line).append("\n"));
        notes.forEach(note -> text.append("  note: ").append(note).append("\n"));
        return text.toString();
    }
}
