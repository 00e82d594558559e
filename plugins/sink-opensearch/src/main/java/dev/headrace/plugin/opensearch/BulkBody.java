package dev.headrace.plugin.opensearch;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Principal;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The body of a bulk request: for each record a line that names index and id, then the document.
 *
 * <p>{@code index} and not {@code create}: an event that comes again replaces itself. It replaces
 * no event of another organisation, or of another sender where there are none: two of them may use
 * one id.
 */
final class BulkBody {

    private static final byte[] INDEX = ascii("{\"index\":{\"_index\":\"");
    private static final byte[] ID = ascii("\",\"_id\":\"");
    private static final byte[] END = ascii("\"}}\n");
    private static final int LINE = 800;

    /** Between owner and id: no event's own id, which is ASCII, can hold it. */
    private static final char OF = '\u00b7';

    private final Bytes bytes;
    private final List<String> indices;

    /** Gives its buffer away without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        HttpRequest.BodyPublisher publisher() {
            return HttpRequest.BodyPublishers.ofByteArray(buf, 0, count);
        }
    }

    private BulkBody(Bytes bytes, List<String> indices) {
        this.bytes = bytes;
        this.indices = indices;
    }

    /** Encodes a batch whose records go to the given indices, one for each. */
    static BulkBody of(
            RecordBatch batch, List<String> indices, EnvelopeWriter writer, Compression compression)
            throws InterruptedException {
        long plain = batch.bytes() + (long) LINE * batch.size();
        long room = compression == Compression.NONE ? plain : plain / 4;
        var bytes = new Bytes((int) Math.min(room, Integer.MAX_VALUE / 2));
        try (OutputStream out = compression.over(bytes)) {
            int at = 0;
            for (SinkRecord record : batch) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while encoding");
                }
                out.write(INDEX);
                out.write(ascii(indices.get(at++)));
                out.write(ID);
                out.write(JsonStringEncoder.getInstance().quoteAsUTF8(id(record)));
                out.write(END);
                writer.write(record, out);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
        return new BulkBody(bytes, indices);
    }

    private static String id(SinkRecord record) {
        return record.organisation()
                .or(() -> sender(record.principal()))
                .map(owner -> owner + OF + record.id())
                .orElse(record.id());
    }

    /** All who do not say who they are count as one, as they do for repeats. */
    private static Optional<String> sender(Principal principal) {
        return Optional.of(principal)
                .filter(one -> !one.kind().equals("anonymous"))
                .map(one -> one.kind() + ' ' + one.name());
    }

    HttpRequest.BodyPublisher publisher() {
        return bytes.publisher();
    }

    /** The index of a record. */
    String index(int at) {
        return indices.get(at);
    }

    /** The indices that the body names. */
    Set<String> indices() {
        return new LinkedHashSet<>(indices);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
