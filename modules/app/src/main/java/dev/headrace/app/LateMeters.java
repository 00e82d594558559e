package dev.headrace.app;

import dev.headrace.event.Meters;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Meters for parts that are made before the metrics' registry is there: each counter is asked for
 * when it counts for the first time.
 */
record LateMeters(Supplier<Meters> meters) implements Meters {

    @Override
    public Counter counter(String name, Map<String, String> tags) {
        return amount -> meters.get().counter(name, tags).add(amount);
    }

    @Override
    public void gauge(String name, Map<String, String> tags, LongSupplier value) {
        meters.get().gauge(name, tags, value);
    }
}
