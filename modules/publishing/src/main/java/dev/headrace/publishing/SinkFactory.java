package dev.headrace.publishing;

import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;

/** Makes instances of one sink. */
record SinkFactory(SinkProvider provider, SinkConfig config) {

    ClassLoader plugin() {
        return provider.getClass().getClassLoader();
    }

    /** A new instance, not opened, made with the plugin's class loader in the context. */
    Sink create() {
        return PluginContext.call(plugin(), () -> provider.create(config));
    }
}
