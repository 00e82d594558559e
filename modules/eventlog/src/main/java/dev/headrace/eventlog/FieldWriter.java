package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes fields into a growing array: fixed numbers big-endian, counts and lengths as LEB128
 * varints, texts as length and UTF-8. {@link FieldReader} is its mirror.
 */
final class FieldWriter {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    FieldWriter(int expected) {
        bytes = new byte[expected];
    }

    FieldWriter int32(int value) {
        ensure(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
        return this;
    }

    FieldWriter int64(long value) {
        ensure(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
        return this;
    }

    FieldWriter varint(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    FieldWriter raw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    FieldWriter text(String value) {
        return text(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that is UTF-8 already. */
    FieldWriter text(byte[] encoded) {
        return varint(encoded.length).raw(encoded, 0, encoded.length);
    }

    FieldWriter optionalText(Optional<String> value) {
        varint(value.isPresent() ? 1 : 0);
        value.ifPresent(this::text);
        return this;
    }

    FieldWriter texts(List<String> values) {
        varint(values.size());
        for (String value : values) {
            text(value);
        }
        return this;
    }

    FieldWriter texts(Map<String, String> values) {
        varint(values.size());
        values.forEach((name, value) -> text(name).text(value));
        return this;
    }

    FieldWriter instant(Instant value) {
        return int64(value.getEpochSecond()).int32(value.getNano());
    }

    FieldWriter principal(Principal principal) {
        return varint(code(principal.kind()))
                .text(principal.name())
                .optionalText(principal.email())
                .optionalText(principal.organisation());
    }

    private static int code(Principal.Kind kind) {
        return switch (kind) {
            case PERSON -> 1;
            case SERVICE -> 2;
            case SESSION -> 3;
            case ANONYMOUS -> 4;
        };
    }

    int size() {
        return size;
    }

    /** The array itself; what is behind {@link #size} means nothing. */
    byte[] array() {
        return bytes;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
