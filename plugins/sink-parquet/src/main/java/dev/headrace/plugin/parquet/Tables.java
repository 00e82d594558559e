package dev.headrace.plugin.parquet;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The table of each stream, made again when its contract has changed. Safe for several threads. */
final class Tables {

    private final Streams streams;
    private final Map<String, Table> made = new ConcurrentHashMap<>();

    Tables(Streams streams) {
        this.streams = streams;
        streams.onChange(contract -> made.remove(contract.name()));
    }

    /** The table of a stream; of one that has no contract any more, the envelope's columns. */
    Table of(String stream) {
        return made.computeIfAbsent(
                stream,
                name -> Table.of(streams.find(name).orElseGet(() -> withoutContract(name))));
    }

    private static StreamContract withoutContract(String name) {
        SortedMap<Integer, ByteBuffer> none = new TreeMap<>();
        return new StreamContract(
                name,
                name,
                none,
                java.util.List.of(),
                java.util.List.of(),
                Optional.empty(),
                Map.of());
    }
}
