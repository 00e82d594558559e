package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A draft whose size is known: all but the events' JSON is encoded already, by the caller's thread.
 * The writer adds what only it knows and copies the JSON, once, into its buffer.
 */
final class EncodedDraft {

    private final FrameDraft draft;
    private final byte[] digest;
    private final FieldWriter fields;
    private final int length;

    /**
     * Encodes what can be.
     *
     * @throws IllegalArgumentException when the draft breaks what {@link FrameDraft} or {@link
     *     RecordDraft} ask, or is larger than any frame can be
     */
    EncodedDraft(FrameDraft draft) {
        List<RecordDraft> records = draft.records();
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a frame has at least one record");
        }
        this.draft = draft;
        this.digest = HexFormat.of().parseHex(draft.schemaDigest());
        if (digest.length != FrameHeader.DIGEST_BYTES) {
            throw new IllegalArgumentException("a schema's digest is a SHA-256 in hexadecimal");
        }
        this.fields = new FieldWriter(128 + 96 * records.size());
        fields.text(draft.stream().value()).principal(draft.principal()).texts(draft.attributes());
        draft.owner().ifPresent(this::writeClaims);
        long json = 0;
        for (RecordDraft record : records) {
            writeFields(record);
            json += record.length();
        }
        this.length = checked(FrameHeader.BYTES + fields.size() + json);
    }

    private void writeFields(RecordDraft record) {
        Objects.checkFromIndexSize(record.offset(), record.length(), record.source().length);
        fields.varint(record.length())
                .instant(record.occurredAt())
                .text(checkedId(record.id()))
                .text(record.key())
                .texts(record.layout());
    }

    /** An owner that the principal tells is not written down again. */
    private void writeClaims(Owner owner) {
        List<RecordDraft> records = draft.records();
        fields.optionalText(
                owner.equals(Owner.of(draft.principal()))
                        ? Optional.empty()
                        : Optional.of(owner.name()));
        byte[] claimed = new byte[(records.size() + 7) / 8];
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).origin().isRepeatable()) {
                claimed[i / 8] |= (byte) (1 << i % 8);
            }
        }
        fields.raw(claimed, 0, claimed.length);
    }

    /** Without a branch a byte: this runs for each record. */
    private static byte[] checkedId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int outside = 0;
        for (byte b : bytes) {
            outside |= (b - ' ') | ('~' - b);
        }
        if (outside < 0 || bytes.length == 0 || bytes.length > 128) {
            throw new IllegalArgumentException("an id is 1 to 128 printable ASCII characters");
        }
        return bytes;
    }

    private static int checked(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is too large");
        }
        return (int) length;
    }

    int records() {
        return draft.records().size();
    }

    /** The bytes that the frame takes in a segment. */
    long size() {
        return FrameHeader.aligned(length);
    }

    /**
     * Writes the frame at the buffer's position.
     *
     * @param flags {@link FrameHeader#LAST} or 0
     */
    void writeTo(ByteBuffer buffer, long sequence, long group, int routeEpoch, int flags) {
        int start = buffer.position();
        int allFlags = draft.owner().isPresent() ? flags | FrameHeader.CLAIMED : flags;
        buffer.putInt(FrameHeader.MAGIC).putInt(0).putInt(length).putInt(allFlags);
        buffer.putLong(sequence).putLong(group);
        buffer.putInt(records()).putInt(routeEpoch);
        buffer.putLong(draft.receivedAt().toEpochMilli());
        buffer.putInt(draft.schemaVersion()).putInt(0);
        buffer.put(digest).put(fields.array(), 0, fields.size());
        for (RecordDraft record : draft.records()) {
            buffer.put(record.source(), record.offset(), record.length());
        }
        buffer.putInt(start + FrameHeader.CRC_AT, checksum(buffer, start));
        while (buffer.position() < start + size()) {
            buffer.put((byte) 0);
        }
    }

    private int checksum(ByteBuffer buffer, int start) {
        int from = start + FrameHeader.CRC_FROM;
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(from, length - FrameHeader.CRC_FROM));
        return (int) crc.getValue();
    }
}
