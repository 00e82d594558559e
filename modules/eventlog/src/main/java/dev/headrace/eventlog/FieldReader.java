package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link FieldWriter} wrote and trusts none of it: no count exceeds what is left. */
final class FieldReader {

    private final byte[] bytes;
    private final ByteBuffer buffer;

    FieldReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    }

    int int32() throws MalformedException {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    long int64() throws MalformedException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** A count or length: not negative, and not more than the bytes that are left. */
    int count() throws MalformedException {
        int value = varint();
        if (value < 0 || value > buffer.remaining()) {
            throw new MalformedException("a length that is larger than the rest");
        }
        return value;
    }

    int varint() throws MalformedException {
        try {
            int value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                byte next = buffer.get();
                value |= (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException("the bytes end in a number", e);
        }
        throw new MalformedException("a number of more than five bytes");
    }

    String text() throws MalformedException {
        int length = count();
        int start = position();
        buffer.position(start + length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    Optional<String> optionalText() throws MalformedException {
        return varint() == 0 ? Optional.empty() : Optional.of(text());
    }

    List<String> texts() throws MalformedException {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return Collections.unmodifiableList(texts);
    }

    Map<String, String> textsByName() throws MalformedException {
        int count = count();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(text(), text());
        }
        return Collections.unmodifiableMap(texts);
    }

    Instant instant() throws MalformedException {
        return Instant.ofEpochSecond(int64(), int32());
    }

    Principal principal() throws MalformedException {
        return new Principal(kind(varint()), text(), optionalText(), optionalText());
    }

    private static Principal.Kind kind(int code) throws MalformedException {
        return switch (code) {
            case 1 -> Principal.Kind.PERSON;
            case 2 -> Principal.Kind.SERVICE;
            case 3 -> Principal.Kind.SESSION;
            case 4 -> Principal.Kind.ANONYMOUS;
            default -> throw new MalformedException("an unknown kind of principal");
        };
    }

    /** A part of the array, not copied, read-only. */
    ByteBuffer slice(int length) throws MalformedException {
        need(length);
        ByteBuffer slice = buffer.slice(buffer.position(), length).asReadOnlyBuffer();
        buffer.position(buffer.position() + length);
        return slice;
    }

    int position() {
        return buffer.position();
    }

    private void need(int length) throws MalformedException {
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedException("the bytes end too early");
        }
    }
}
