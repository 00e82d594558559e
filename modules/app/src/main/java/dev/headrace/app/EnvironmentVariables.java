package dev.headrace.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code HEADRACE_…} variables by MicroProfile's mapping. That mapping cannot be undone by
 * itself (an underscore was a dot or a hyphen), so the known keys and the names of the sinks decide
 * what a variable means: {@code HEADRACE_SINKS_LAKE_PATH} is the key {@code path} of the sink
 * {@code lake}. A variable that ends in {@code _TYPE} below {@code HEADRACE_SINKS_} names a sink,
 * so that a sink can be defined by variables alone.
 */
final class EnvironmentVariables {

    private static final String PREFIX = "HEADRACE_";
    private static final String SINKS = Setting.variable(KnownSettings.SINKS);
    private static final String TYPE = "_TYPE";

    /** Read by bin/headrace and by {@code headrace admin}. */
    private static final Set<String> NO_SETTINGS =
            Set.of("HEADRACE_JAVA_OPTS", AdminOptions.TOKEN_VARIABLE, AdminOptions.URL_VARIABLE);

    /** What Kubernetes puts into every container for a service whose name begins with headrace. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "HEADRACE_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> keys;
    private final List<String> sinks;

    private EnvironmentVariables(Collection<String> sinks) {
        this.keys =
                KnownSettings.ALL.stream()
                        .collect(Collectors.toMap(Setting::variable, Setting::key));
        this.sinks =
                sinks.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /**
     * Reads the variables.
     *
     * @param named the names of the sinks that other sources define
     */
    static SettingSource read(
            Map<String, String> variables, Collection<String> named, Problems problems) {
        Map<String, String> ours =
                variables.entrySet().stream()
                        .filter(EnvironmentVariables::isOurs)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var sinks = new TreeSet<String>(named);
        ours.keySet().stream().flatMap(EnvironmentVariables::sinkDefined).forEach(sinks::add);
        var mapping = new EnvironmentVariables(sinks);
        var entries = new LinkedHashMap<String, SettingSource.Entry>();
        for (String variable : new TreeSet<>(ours.keySet())) {
            String place = "environment " + variable;
            String text = ours.getOrDefault(variable, "");
            mapping.key(variable)
                    .ifPresentOrElse(
                            key -> entries.put(key, new SettingSource.Entry(text, place)),
                            () -> problems.unknown(variable, mapping.keys.keySet(), "environment"));
        }
        return new SettingSource("environment", SettingSource.ENVIRONMENT, entries);
    }

    private static boolean isOurs(Map.Entry<String, String> variable) {
        String name = variable.getKey();
        return name.startsWith(PREFIX)
                && !NO_SETTINGS.contains(name)
                && !SERVICE_LINK.matcher(name).matches()
                && !(name.endsWith("_PORT")
                        && SERVICE_ADDRESS.matcher(variable.getValue()).matches());
    }

    private static Stream<String> sinkDefined(String variable) {
        return variable.startsWith(SINKS)
                        && variable.endsWith(TYPE)
                        && variable.length() > SINKS.length() + TYPE.length()
                ? Stream.of(
                        lowerCase(
                                variable.substring(
                                        SINKS.length(), variable.length() - TYPE.length())))
                : Stream.empty();
    }

    private Optional<String> key(String variable) {
        return Optional.ofNullable(keys.get(variable)).or(() -> sinkKey(variable));
    }

    /** The longest name of a sink that fits; the rest is the sink's own key. */
    private Optional<String> sinkKey(String variable) {
        return sinks.stream()
                .filter(sink -> variable.startsWith(SINKS + Setting.variable(sink) + "_"))
                .findFirst()
                .map(sink ->
                        KnownSettings.SINKS
                                + sink
                                + "."
                                + lowerCase(
                                        variable.substring(SINKS.length() + sink.length() + 1)));
    }

    private static String lowerCase(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
