package dev.headrace.plugin.file;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What the sink is lent, with counters that can be read. */
record TestContext(Clock clock, Map<String, Long> counters) implements SinkContext {

    TestContext() {
        this(Clock.systemUTC(), new ConcurrentHashMap<>());
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public RandomGenerator random() {
        return new Random(1);
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("lake");
    }

    @Override
    public SinkMetrics metrics() {
        return (counter, amount) -> counters.merge(counter, amount, Long::sum);
    }

    @Override
    public Streams streams() {
        return new Streams() {
            @Override
            public Collection<StreamContract> all() {
                return List.of();
            }

            @Override
            public Optional<StreamContract> find(String name) {
                return Optional.empty();
            }

            @Override
            public void onChange(Consumer<StreamContract> listener) {}
        };
    }

    @Override
    public Path scratch() {
        return Path.of("target");
    }
}
