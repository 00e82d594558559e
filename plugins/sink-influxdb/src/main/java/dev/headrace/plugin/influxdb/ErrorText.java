package dev.headrace.plugin.influxdb;

import dev.headrace.sink.JsonMembers;
import dev.headrace.sink.PathTree;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server wrote about an error. It can quote whole lines, so it is looked at and never
 * shown.
 */
record ErrorText(String text) {

    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d{1,9})");

    private static final Pattern CONFLICT =
            Pattern.compile(
                    "input field \"((?:[^\"\\\\]|\\\\.)*)\" on measurement"
                            + " \"((?:[^\"\\\\]|\\\\.)*)\" is type (\\w+), already exists as type"
                            + " (\\w+)");

    /** Reads the {@code error} of InfluxDB 1, or the {@code message} of InfluxDB 2. */
    static ErrorText of(byte[] body) {
        for (String name : new String[] {"error", "message"}) {
            var tree = PathTree.empty();
            int slot = tree.slotOf(java.util.List.of(name));
            try {
                JsonMembers members = JsonMembers.of(tree, java.nio.ByteBuffer.wrap(body));
                if (members.has(slot)) {
                    return new ErrorText(members.text(slot));
                }
            } catch (IllegalArgumentException e) {
                return new ErrorText(new String(body, StandardCharsets.UTF_8));
            }
        }
        return new ErrorText("");
    }

    boolean says(String words) {
        return text.contains(words);
    }

    /** Why lines were refused. */
    Answer.Partial partial() {
        int dropped = dropped();
        Matcher conflict = CONFLICT.matcher(text);
        if (conflict.find()) {
            String field = unquoted(conflict.group(1));
            return new Answer.Partial(
                    "field-type-conflict",
                    "field "
                            + field
                            + " is "
                            + conflict.group(3)
                            + " here, and the database has it as "
                            + conflict.group(4),
                    dropped,
                    new Answer.Conflict(unquoted(conflict.group(2)), field));
        }
        if (says("beyond retention policy")) {
            return plain(
                    "beyond-retention", "it is older than the retention policy keeps", dropped);
        }
        if (says("max-values-per-tag")) {
            return plain(
                    "tag-values-limit",
                    "a tag has as many values as max-values-per-tag allows",
                    dropped);
        }
        return plain("refused", "the server takes the other points and not this one", dropped);
    }

    private int dropped() {
        Matcher dropped = DROPPED.matcher(text);
        int last = 0;
        while (dropped.find()) {
            last = Integer.parseInt(dropped.group(1));
        }
        return last;
    }

    private static Answer.Partial plain(String code, String detail, int dropped) {
        return new Answer.Partial(code, detail, dropped, Answer.Conflict.NONE);
    }

    private static String unquoted(String name) {
        return name.replaceAll("\\\\(.)", "$1");
    }

    @Override
    public String toString() {
        return "ErrorText[" + text.length() + " characters]";
    }
}
