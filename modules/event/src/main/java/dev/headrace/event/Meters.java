package dev.headrace.event;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where the modules count: a port, so that no domain module knows a metrics library. Names are
 * Prometheus style without the prefix, for example {@code events_accepted_total}. Safe for use by
 * any number of threads.
 */
public interface Meters {

    /** Only ever grows. Ask for it once and keep it: asking costs more than counting. */
    interface Counter {
        void add(long amount);
    }

    /** Counts nothing. */
    Meters NONE =
            new Meters() {
                @Override
                public Counter counter(String name, Map<String, String> tags) {
                    return amount -> {};
                }

                @Override
                public void gauge(String name, Map<String, String> tags, LongSupplier value) {
                    // nobody asks
                }
            };

    /** The counter of a name and tags; the same one every time. */
    Counter counter(String name, Map<String, String> tags);

    /** A value that is read whenever somebody looks; it must answer from memory. */
    void gauge(String name, Map<String, String> tags, LongSupplier value);
}
