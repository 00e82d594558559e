package dev.headrace.publishing;

import dev.headrace.sink.SinkMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A plugin's own counters, bounded in number. Safe for use by several threads. */
final class SinkCounters implements SinkMetrics {

    /** More names than that are a mistake: a value got into a name. */
    private static final int MOST = 100;

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    @Override
    public void add(String counter, long amount) {
        if (counters.size() < MOST || counters.containsKey(counter)) {
            counters.computeIfAbsent(counter, name -> new LongAdder()).add(amount);
        }
    }

    Map<String, Long> values() {
        var values = new TreeMap<String, Long>();
        counters.forEach((name, count) -> values.put(name, count.sum()));
        return values;
    }
}
