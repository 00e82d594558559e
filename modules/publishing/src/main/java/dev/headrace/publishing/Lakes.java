package dev.headrace.publishing;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeProvider;
import dev.headrace.sink.SinkProvider;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places that sinks write to and that can be read back. Safe for use by several threads.
 *
 * @param sinks the configured sinks: their settings lead to places, and open those near by
 */
record Lakes(List<SinkSettings> sinks, SinkPlugins plugins) {

    /** A lake and the plugin that reads it. */
    record Found(Lake lake, ClassLoader plugin) {}

    /**
     * Finds a place by a sink's name, a folder or an address. Opens nothing.
     *
     * @throws IllegalArgumentException when nobody can read there, with the reason for a person
     */
    Found find(String place) {
        Optional<SinkSettings> named =
                sinks.stream().filter(sink -> sink.name().equals(place)).findFirst();
        if (named.isPresent()) {
            SinkProvider provider = plugins.provider(named.get().type()).orElseThrow();
            if (!(provider instanceof LakeProvider)) {
                throw new IllegalArgumentException(
                        "what sink " + place + " has written cannot be read back");
            }
            return made(provider, named.get().config());
        }
        for (SinkProvider provider : plugins.all()) {
            Optional<Map<String, String>> settings = settings(provider, place);
            if (settings.isPresent()) {
                return made(provider, settings.get());
            }
        }
        throw new IllegalArgumentException(
                "nothing can be read from " + place + ": name a sink, a folder or an address");
    }

    private Optional<Map<String, String>> settings(SinkProvider provider, String place) {
        return provider instanceof LakeProvider lakes
                ? lakes.settingsOf(place).map(led -> near(provider.type(), led))
                : Optional.empty();
    }

    /** What a place leaves out, credentials above all, is as in the sink that is nearest to it. */
    private Map<String, String> near(String type, Map<String, String> led) {
        var settings = new HashMap<String, String>();
        sinks.stream()
                .filter(sink -> sink.type().equals(type) && common(sink, led) > 0)
                .max(Comparator.comparingLong(sink -> common(sink, led)))
                .ifPresent(sink -> settings.putAll(sink.config()));
        settings.putAll(led);
        return settings;
    }

    private static long common(SinkSettings sink, Map<String, String> led) {
        return led.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .filter(entry -> entry.getValue().equals(sink.config().get(entry.getKey())))
                .count();
    }

    private static Found made(SinkProvider provider, Map<String, String> settings) {
        ClassLoader plugin = provider.getClass().getClassLoader();
        try {
            Lake lake =
                    PluginContext.call(
                            plugin,
                            () ->
                                    ((LakeProvider) provider)
                                            .lake(provider.config().parse(settings)));
            return new Found(lake, plugin);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
