package dev.headrace.publishing;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkProvider;

/**
 * What the plugin of a sink type says of itself.
 *
 * @param type the sink type
 * @param settings the settings that it understands
 * @param permissions what a sink with the examples of its settings must be allowed to do
 */
public record SinkDescription(String type, ConfigSpec settings, Permissions permissions) {

    /**
     * Asks a plugin.
     *
     * @throws PluginException when its examples are not settings that it takes
     */
    static SinkDescription of(SinkProvider provider) {
        ClassLoader plugin = provider.getClass().getClassLoader();
        return PluginContext.call(plugin, () -> ask(provider));
    }

    private static SinkDescription ask(SinkProvider provider) {
        ConfigSpec settings = provider.config();
        try {
            return new SinkDescription(
                    provider.type(),
                    settings,
                    provider.permissions(settings.parse(settings.examples())));
        } catch (ConfigException e) {
            throw new PluginException(
                    "The examples of the sink type "
                            + provider.type()
                            + " are not settings that it takes: "
                            + e.getMessage(),
                    e);
        }
    }
}
