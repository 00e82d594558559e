package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Records, batches and contexts as these tests like them. */
final class Events {

    static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");

    private Events() {}

    static SampleRecord event(String stream, int number, String json) {
        return SampleRecord.of(stream, "id-" + number, json)
                .withPosition("node-0-" + number)
                .withTimes(NOW.plusMillis(number), NOW.minusSeconds(number))
                .withCaller(
                        Optional.empty(), new Principal("service", "reporter", Optional.empty()));
    }

    static SampleRecord receivedAt(SampleRecord record, String time) {
        return record.withTimes(Instant.parse(time), record.occurredAt());
    }

    static SampleRecord of(SampleRecord record, String organisation) {
        return record.withCaller(Optional.of(organisation), record.principal());
    }

    /** Ordinary events, numbered from a number on. */
    static SampleBatch batch(String stream, int first, int size) {
        return batch(first, size, n -> event(stream, n, "{\"n\": " + n + "}"));
    }

    static SampleBatch batch(int first, int size, IntFunction<SampleRecord> record) {
        return SampleBatch.of(
                "batch", IntStream.range(first, first + size).mapToObj(record).toList());
    }

    static SampleBatch batch(SampleRecord... records) {
        return SampleBatch.of("batch", List.of(records));
    }

    static SampleContext context(String... streams) {
        return context(Clock.fixed(NOW, ZoneOffset.UTC), streams);
    }

    static SampleContext context(Clock clock, String... streams) {
        return context(
                clock,
                Arrays.stream(streams)
                        .map(name -> SampleContext.contract(name, "{}"))
                        .toArray(StreamContract[]::new));
    }

    static SampleContext context(Clock clock, StreamContract... contracts) {
        return SampleContext.at(clock, Path.of("target", "scratch"), contracts);
    }

    static List<Outcome> outcomes(WriteResult result) {
        return IntStream.range(0, result.size()).mapToObj(result::outcome).toList();
    }
}
