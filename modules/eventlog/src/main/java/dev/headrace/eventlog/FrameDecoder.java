package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a frame whose checksum is right readable again. */
final class FrameDecoder {

    private final String node;

    FrameDecoder(String node) {
        this.node = node;
    }

    /** What a record's fields say before its JSON's place is known. */
    private record Fields(
            int length, Instant occurredAt, String id, String key, List<String> layout) {}

    /**
     * Decodes a frame; its records share the array.
     *
     * @throws MalformedException when the frame does not hold together, checksum or not
     */
    LogFrame decode(byte[] frame) throws MalformedException {
        ByteBuffer fixed = ByteBuffer.wrap(frame);
        FrameHeader header = FrameHeader.read(fixed, 0);
        try {
            FieldReader fields = new FieldReader(frame, FrameHeader.BYTES);
            StreamName stream = new StreamName(fields.text());
            Principal principal = fields.principal();
            Map<String, String> attributes = fields.textsByName();
            Optional<ClaimedIds> claimed = claimed(fixed, fields, principal);
            return new LogFrame(
                    new Position(node, header.sequence()),
                    fixed.getInt(36),
                    stream,
                    fixed.getInt(48),
                    HexFormat.of().formatHex(frame, 56, 56 + FrameHeader.DIGEST_BYTES),
                    Instant.ofEpochMilli(fixed.getLong(40)),
                    principal,
                    attributes,
                    records(header, fields),
                    claimed);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedException("a field of a frame is not valid", e);
        }
    }

    private static Optional<ClaimedIds> claimed(
            ByteBuffer fixed, FieldReader fields, Principal principal) throws MalformedException {
        if ((fixed.getInt(12) & FrameHeader.CLAIMED) == 0) {
            return Optional.empty();
        }
        Owner owner = fields.optionalText().map(Owner::new).orElseGet(() -> Owner.of(principal));
        int records = Math.max(0, fixed.getInt(32));
        BitSet repeatable = BitSet.valueOf(fields.slice(Math.ceilDiv(records, Byte.SIZE)));
        return Optional.of(new ClaimedIds(owner, repeatable));
    }

    private List<LogRecord> records(FrameHeader header, FieldReader bytes)
            throws MalformedException {
        List<Fields> fields = new ArrayList<>();
        for (int i = 0; i < header.records(); i++) {
            fields.add(fields(bytes));
        }
        List<LogRecord> records = new ArrayList<>(fields.size());
        for (Fields one : fields) {
            records.add(
                    new LogRecord(
                            new Position(node, header.sequence() + records.size()),
                            one.id(),
                            one.occurredAt(),
                            one.key(),
                            one.layout(),
                            bytes.slice(one.length())));
        }
        return Collections.unmodifiableList(records);
    }

    private static Fields fields(FieldReader bytes) throws MalformedException {
        return new Fields(
                bytes.count(), bytes.instant(), bytes.text(), bytes.text(), bytes.texts());
    }
}
