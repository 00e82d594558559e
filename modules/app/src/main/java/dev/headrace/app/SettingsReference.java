package dev.headrace.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the reference of all settings as a settings file: every key commented out, with its
 * default and one line of doc. It ships as {@code conf/headrace.yaml}.
 */
final class SettingsReference {

    private static final String HEAD =
            """
            # Every setting of Headrace with its default. Copy, change, and start with
            #   bin/headrace run --config FILE
            # Each key can also be set by environment: headrace.log.quota is HEADRACE_LOG_QUOTA.
            # Command line goes before environment, environment before this file.
            # ${NAME} stands for another setting or a variable of the environment. Durations: 500ms,
            # 10s, 5m, 24h, 5d; sizes: 64KiB, 8MiB, 10GiB; lists: [a, b].
            headrace:
            """;

    private static final String SINKS =
            """

              # The sinks, each under a name of your own (lower-case letters, digits, hyphens). A sink has a
              # type, may say required: false (then its backlog may expire when the event log is full, and
              # never holds it), may say from: start, a time (2026-03-01T12:00:00Z) or an age (6h) to begin,
              # when it is new, with what the event log still keeps, may say clearance: pseudonymous or
              # anonymous (then no classified field reaches it in clear, or at all), and has the keys of its
              # type.
              # sinks:
              #   lake:
              #     type: file
              #     path: ${headrace.data-dir}/lake
              #   warehouse:
              #     type: postgresql
              #     url: store
            """;

    private SettingsReference() {}

    static String yaml() {
        var yaml = new StringBuilder(HEAD);
        List<String> section = List.of("headrace");
        for (Setting<?> setting : KnownSettings.ALL) {
            List<String> own = section(setting);
            openSections(section, own, yaml);
            section = own;
            String indent = "  ".repeat(own.size());
            String name = setting.key().substring(String.join(".", own).length() + 1);
            String text = setting.defaultText().map(given -> " " + given).orElse("");
            yaml.append(indent).append("# ").append(setting.doc()).append('\n');
            yaml.append(indent).append("# ").append(name).append(':').append(text).append('\n');
        }
        return yaml.append(SINKS).toString();
    }

    private static void openSections(List<String> open, List<String> own, StringBuilder yaml) {
        for (int depth = 1; depth <= own.size(); depth++) {
            List<String> part = own.subList(0, depth);
            if (open.size() < depth || !open.subList(0, depth).equals(part)) {
                yaml.append(depth == 2 ? "\n" : "")
                        .append("  ".repeat(depth - 1))
                        .append(part.getLast())
                        .append(":\n");
            }
        }
    }

    /** The names above a key; what is below another setting is written with a dotted name. */
    private static List<String> section(Setting<?> setting) {
        List<String> names = Arrays.asList(setting.key().split("\\."));
        List<String> above = names.subList(0, names.size() - 1);
        return isSetting(above) ? above.subList(0, above.size() - 1) : above;
    }

    private static boolean isSetting(List<String> names) {
        String key = names.stream().collect(Collectors.joining("."));
        return KnownSettings.ALL.stream().anyMatch(setting -> setting.key().equals(key));
    }
}
