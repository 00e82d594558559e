package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.sink.StreamContract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A contract as the sink SPI shows it. */
public final class ContractView {

    private ContractView() {}

    /**
     * What a sink sees of a contract.
     *
     * @param type whose hints it is given: those of a type of sink, or {@code athena}
     */
    public static StreamContract of(Contract contract, String type) {
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
                Collections.unmodifiableSortedMap(schemas),
                contract.key(),
                contract.layout(),
                contract.retention(),
                contract.hints().getOrDefault(type, Map.of()));
    }
}
