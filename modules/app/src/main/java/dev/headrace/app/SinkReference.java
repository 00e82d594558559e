package dev.headrace.app;

import dev.headrace.publishing.SinkDescription;
import dev.headrace.sink.Permissions;
import java.util.Optional;

/** Writes what a plugin declares for people: on its page and on the command line. */
final class SinkReference {

    private SinkReference() {}

    /** The table of the settings, and an example. */
    static String settings(SinkDescription sink) {
        return sink.settings().markdown()
                + "\n```yaml\n"
                + sink.settings().exampleYaml(sink.type(), sink.type())
                + "```\n";
    }

    /** What a sink with the settings of the example must be allowed to do; empty for nothing. */
    static Optional<String> permissions(Permissions permissions) {
        return switch (permissions) {
            case Permissions.None none -> Optional.empty();
            case Permissions.Iam iam -> Optional.of(fenced("json", iam.json()));
            case Permissions.Commands commands ->
                    Optional.of(fenced(commands.language(), commands.text()));
        };
    }

    /** The same without Markdown. */
    static String plain(Permissions permissions) {
        return switch (permissions) {
            case Permissions.None none -> "# nothing that could be written down";
            case Permissions.Iam iam -> iam.json();
            case Permissions.Commands commands -> commands.text().strip();
        };
    }

    private static String fenced(String language, String text) {
        return "```" + language + "\n" + text.strip() + "\n```\n";
    }
}
