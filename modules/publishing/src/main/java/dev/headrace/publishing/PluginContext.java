package dev.headrace.publishing;

import java.util.function.Supplier;

/** Short calls into a plugin on the caller's thread. */
final class PluginContext {

    private PluginContext() {}

    /** Calls with the plugin's class loader as context class loader. */
    static <T> T call(ClassLoader plugin, Supplier<T> body) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin);
        try {
            return body.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
