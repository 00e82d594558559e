package dev.headrace.sink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a sink may know of a stream, to make tables, templates or measurements from it.
 *
 * @param name the stream's name: lower-case letters, digits and hyphens, at most 63
 * @param title one line for people
 * @param schemas the JSON Schema of each version, as published; the buffers are read-only
 * @param key JSON Pointers of the ordering key's fields; empty when the stream has none
 * @param layout JSON Pointers of the fields that folders are made of
 * @param retention how long sinks keep the stream's events; empty is for ever
 * @param hints what the contract says to this type of sink, by key
 */
public record StreamContract(
        String name,
        String title,
        SortedMap<Integer, ByteBuffer> schemas,
        List<String> key,
        List<String> layout,
        Optional<Duration> retention,
        Map<String, Object> hints) {

    /**
     * The flat table that the schemas describe, all versions together: the envelope's columns, then
     * the event's. Named as {@link EnvelopeWriter.Form#FLATTENED} names them, so a line of that
     * form fits the table; a line may hold more, where the schema allows members that it does not
     * name. Reads the schemas anew at every call.
     */
    public List<Column> columns() {
        return ContractColumns.of(this);
    }
}
