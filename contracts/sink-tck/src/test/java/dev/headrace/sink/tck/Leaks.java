package dev.headrace.sink.tck;

import java.util.Timer;

/** Threads that hold no class of the plugin's, so that only the thread itself is left behind. */
final class Leaks {

    private Leaks() {}

    static Timer timer() {
        Thread current = Thread.currentThread();
        ClassLoader loader = current.getContextClassLoader();
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return new Timer("forgotten", true);
        } finally {
            current.setContextClassLoader(loader);
        }
    }
}
