package dev.headrace.athena;

import dev.headrace.sink.StreamContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Contracts of streams, as the command line would read them. */
final class TestContracts {

    private TestContracts() {}

    /** What a deployment says of itself once a day. */
    static StreamContract deploymentMetrics() {
        return contract("deployment-metrics", "Daily use of a deployment", Map.of());
    }

    /** A stream of several types of events, with members whose names need care. */
    static StreamContract media() {
        return contract("media", "What players do", Map.of("type", "/type"));
    }

    static StreamContract contract(String name, String title, Map<String, Object> hints) {
        var schemas = new TreeMap<Integer, ByteBuffer>();
        schemas.put(1, ByteBuffer.wrap(resource(name + ".v1.schema.json")).asReadOnlyBuffer());
        return new StreamContract(
                name, title, schemas, List.of(), List.of(), Optional.empty(), hints);
    }

    static StreamContract keptFor(StreamContract contract, Duration retention) {
        return new StreamContract(
                contract.name(),
                contract.title(),
                contract.schemas(),
                contract.key(),
                contract.layout(),
                Optional.of(retention),
                contract.hints());
    }

    static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(TestContracts.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
