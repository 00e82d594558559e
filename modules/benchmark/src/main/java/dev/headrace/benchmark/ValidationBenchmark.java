package dev.headrace.benchmark;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.headrace.event.Contract;
import dev.headrace.validation.EventValidator;
import dev.headrace.validation.LoadedStreams;
import dev.headrace.validation.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parsing and checking one event of 500 bytes against the shipped contract. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
public class ValidationBenchmark {

    private static final int EVENTS = 64;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[][] texts = new byte[EVENTS][];
    private final JsonNode[] trees = new JsonNode[EVENTS];
    private final Schema schema;
    private final EventValidator validator;
    private final Contract contract;
    private int next;

    /** Loads the contract in both ways. */
    public ValidationBenchmark() {
        try {
            LoadedStreams streams = ShippedContract.load();
            validator = streams.validator();
            contract = ShippedContract.contract(streams);
            schema = ShippedContract.plainSchema();
        } catch (IOException e) {
            throw new IllegalStateException("the shipped contract cannot be read", e);
        }
    }

    /** Makes the events, and makes sure that both ways accept them. */
    @Setup
    public void makeEvents() {
        var events =
                new SampleEvents(new SplittableRandom(1), Instant.parse("2026-11-22T08:00:00Z"));
        for (int i = 0; i < EVENTS; i++) {
            texts[i] = events.event();
            trees[i] = JSON.readTree(texts[i]);
            if (!(validator.validate(contract, OptionalInt.empty(), trees[i])
                            instanceof Verdict.Valid)
                    || !schema.validate(trees[i]).isEmpty()) {
                throw new IllegalStateException("a sample event breaks the contract");
            }
        }
    }

    /** Parsing alone. */
    @Benchmark
    public JsonNode parse() {
        return JSON.readTree(texts[turn()]);
    }

    /** The library's validation alone, of a tree. */
    @Benchmark
    public List<Error> networknt() {
        return schema.validate(trees[turn()]);
    }

    /** What validation costs at least, with this library. */
    @Benchmark
    public List<Error> parseAndNetworknt() {
        return schema.validate(JSON.readTree(texts[turn()]));
    }

    /** What Headrace does. */
    @Benchmark
    public Verdict parseAndEventValidator() {
        return validator.validate(contract, OptionalInt.empty(), JSON.readTree(texts[turn()]));
    }

    private int turn() {
        next = (next + 1) % EVENTS;
        return next;
    }
}
