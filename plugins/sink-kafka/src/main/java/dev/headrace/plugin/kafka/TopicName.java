package dev.headrace.plugin.kafka;

import dev.headrace.sink.ConfigException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How topics are named.
 *
 * @param template the name, with {@code {stream}} where the stream's name goes
 */
record TopicName(String template) {

    private static final String STREAM = "{stream}";

    /** Kafka's own rule; a stream's name has at most 63 characters, all of them legal here. */
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final String LONGEST_STREAM = "s".repeat(63);

    /** Reads a template; empty, and a problem more, when no topic can have such a name. */
    static Optional<TopicName> read(String template, List<Problem> problems) {
        var name = new TopicName(template);
        String longest = name.of(LONGEST_STREAM);
        if (!LEGAL.matcher(longest).matches() || longest.equals(".") || longest.equals("..")) {
            problems.add(
                    new Problem(
                            "topic",
                            "is not a topic's name: letters, digits, '.', '_' and '-', at most 249"
                                    + " of them, and {stream} where the stream's name goes"));
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /** Whether each stream has a topic of its own. */
    boolean isPerStream() {
        return template.contains(STREAM);
    }

    /** The name up to where the stream's goes; all of it where none does. */
    String beginning() {
        int end = template.indexOf(STREAM);
        return end < 0 ? template : template.substring(0, end);
    }

    /** The topic of a stream. */
    String of(String stream) {
        return template.replace(STREAM, stream);
    }
}
