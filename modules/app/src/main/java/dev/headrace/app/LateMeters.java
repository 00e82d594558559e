package dev.headrace.app;

import dev.headrace.event.Meters;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters for parts that are made before the metrics' registry is there: each counter is asked for
 * when it counts for the first time.
 */
record LateMeters(Supplier<Meters> meters) implements Meters {

    @Override
    public Counter counter(String name, Map<String, String> tags) {
        return new LateCounter(() -> meters.get().counter(name, tags));
    }

    @Override
    public void gauge(String name, Map<String, String> tags, LongSupplier value) {
        meters.get().gauge(name, tags, value);
    }

    /** Asks once; two threads that ask at the same time get the same counter. */
    private static final class LateCounter implements Counter {

        private final Supplier<Counter> ask;
        private final AtomicReference<@Nullable Counter> known = new AtomicReference<>();

        private LateCounter(Supplier<Counter> ask) {
            this.ask = ask;
        }

        @Override
        public void add(long amount) {
            Counter counter = known.get();
            if (counter == null) {
                counter = ask.get();
                known.set(counter);
            }
            counter.add(amount);
        }
    }
}
