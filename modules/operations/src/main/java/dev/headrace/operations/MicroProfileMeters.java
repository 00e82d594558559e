package dev.headrace.operations;

import dev.headrace.event.Meters;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts in MicroProfile Metrics, every name with the prefix {@code headrace_}. */
public final class MicroProfileMeters implements Meters {

    private static final String PREFIX = "headrace_";

    private final MetricRegistry registry;

    public MicroProfileMeters(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Counter counter(String name, Map<String, String> tags) {
        var counter = registry.counter(metadata(name), tags(tags));
        return amount -> {
            if (amount != 0) { // most requests have no duplicates and suppress nothing
                counter.inc(amount);
            }
        };
    }

    @Override
    public void gauge(String name, Map<String, String> tags, LongSupplier value) {
        registry.gauge(metadata(name), value::getAsLong, tags(tags));
    }

    private static Metadata metadata(String name) {
        return Metadata.builder().withName(PREFIX + name).build();
    }

    private static Tag[] tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toArray(Tag[]::new);
    }
}
