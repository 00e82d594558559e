package dev.headrace.app;

import dev.headrace.event.Contract;
import dev.headrace.sink.StreamContract;
import dev.headrace.validation.LoadedStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The streams whose stored events people may read, as their contracts say. */
final class StoredStreams {

    private StoredStreams() {}

    static List<StreamContract> readable(List<Path> folders) {
        try {
            Path memory = Files.createTempDirectory("headrace-sql");
            Path digests = memory.resolve("digests");
            try {
                return LoadedStreams.load(folders, digests).all().stream()
                        .filter(Contract::readable)
                        .map(StoredStreams::shown)
                        .toList();
            } finally {
                Files.deleteIfExists(digests);
                Files.delete(memory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be used", e);
        }
    }

    private static StreamContract shown(Contract contract) {
        var schemas = new TreeMap<Integer, ByteBuffer>();
        contract.schemas()
                .forEach((number, schema) ->
                        schemas.put(
                                number,
                                ByteBuffer.wrap(schema.json().getBytes(StandardCharsets.UTF_8))
                                        .asReadOnlyBuffer()));
        return new StreamContract(
                contract.name().value(),
                contract.title(),
                schemas,
                contract.key(),
                contract.layout(),
                contract.retention(),
                Map.of());
    }
}
