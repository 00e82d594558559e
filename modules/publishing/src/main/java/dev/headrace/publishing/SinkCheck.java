package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds every problem of the configured sinks before anything is started. */
final class SinkCheck {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private SinkCheck() {}

    static List<String> problems(List<SinkSettings> sinks, SinkPlugins plugins) {
        var problems = new ArrayList<String>();
        var names = new HashSet<String>();
        for (SinkSettings sink : sinks) {
            String prefix = "headrace.sinks." + sink.name();
            if (!NAME.matcher(sink.name()).matches()) {
                problems.add(
                        prefix
                                + ": a sink's name is a lower-case letter, then lower-case letters,"
                                + " digits or hyphens, at most 63");
            } else if (Contract.BUILT_IN_SINKS.contains(sink.name())
                    != Contract.BUILT_IN_SINKS.contains(sink.type())) {
                problems.add(prefix + ": the names of built-in sinks are theirs alone");
            } else if (!names.add(sink.name())) {
                problems.add(prefix + ": is there twice");
            }
            Optional<SinkProvider> provider = plugins.provider(sink.type());
            if (provider.isEmpty()) {
                problems.add(prefix + ".type: " + unknown(sink.type(), plugins));
            } else {
                problems.addAll(problems(sink, provider.get(), prefix));
            }
        }
        return problems;
    }

    private static List<String> problems(SinkSettings sink, SinkProvider provider, String prefix) {
        try {
            var factory = factory(sink, provider);
            PluginContext.call(factory.plugin(), () -> factory.create().traits());
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> prefix + "." + problem.key() + ": " + problem.message())
                    .toList();
        } catch (RuntimeException | LinkageError e) {
            return List.of(
                    prefix
                            + ": the plugin "
                            + sink.type()
                            + " has a bug: "
                            + e.getClass().getName());
        }
    }

    /**
     * What makes the instances of a sink.
     *
     * @throws ConfigException when settings do not fit the plugin
     */
    static SinkFactory factory(SinkSettings sink, SinkProvider provider) {
        ClassLoader plugin = provider.getClass().getClassLoader();
        return PluginContext.call(
                plugin, () -> new SinkFactory(provider, provider.config().parse(sink.config())));
    }

    private static String unknown(String type, SinkPlugins plugins) {
        List<String> known = plugins.all().stream().map(SinkProvider::type).sorted().toList();
        String what = type.isEmpty() ? "is missing" : "no plugin has the type \"" + type + "\"";
        return what + "; there are " + (known.isEmpty() ? "none" : String.join(", ", known));
    }
}
