package dev.headrace.ingest;

import dev.headrace.event.Meters;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Meters that a test can read. */
final class FakeMeters implements Meters {

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, Map<String, String> tags) {
        return counters.computeIfAbsent(name + tags, any -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, Map<String, String> tags, LongSupplier value) {
        gauges.put(name, value);
    }

    long count(String name, Map<String, String> tags) {
        return counters.computeIfAbsent(name + tags, any -> new LongAdder()).sum();
    }

    long value(String gauge) {
        return Objects.requireNonNull(gauges.get(gauge)).getAsLong();
    }
}
