package dev.headrace.privacy;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Choices in a file, so that a node knows them without its store. The format, big-endian: {@code
 * HRCHOIC1}; generation, time of writing in epoch milliseconds, 8 bytes each; the number of
 * entries, 4; of each entry the mark, 16, and its standing, 1; HMAC-SHA-256 over all of that by the
 * key of the marks, 32. A file of another length, code or content is refused as a whole.
 */
final class ChoiceFile {

    private static final byte[] MAGIC = "HRCHOIC1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + 2 * Long.BYTES + Integer.BYTES;
    private static final int ENTRY = PersonMark.BYTES + 1;
    private static final int CODE = 32;
    private static final long LONGEST = HEAD + (long) Choices.MOST * ENTRY + CODE;

    private final Path file;
    private final MarkKey key;

    /**
     * What was written.
     *
     * @param at when
     */
    record Written(Choices choices, Instant at) {}

    ChoiceFile(Path file, MarkKey key) {
        this.file = file.toAbsolutePath();
        this.key = key;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Reads the file.
     *
     * @throws ChoicesUnavailableException saying why it is not to be believed
     */
    Written read() {
        try {
            long size = Files.size(file);
            if (size < HEAD + CODE || size > LONGEST) {
                throw broken("its length is not that of one");
            }
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ChoicesUnavailableException(file + " cannot be read", e);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw broken("an entry of it is not one");
        }
    }

    private Written read(byte[] all) {
        byte[] told = Arrays.copyOfRange(all, 0, all.length - CODE);
        byte[] code = Arrays.copyOfRange(all, all.length - CODE, all.length);
        if (!MessageDigest.isEqual(key.code(told), code)) {
            throw broken(
                    "it was changed, or written with another headrace.privacy.choices-key-file");
        }
        ByteBuffer bytes = ByteBuffer.wrap(told);
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        long generation = bytes.getLong();
        Instant at = Instant.ofEpochMilli(bytes.getLong());
        int count = bytes.getInt();
        if (!Arrays.equals(magic, MAGIC)
                || count < 0
                || bytes.remaining() != (long) count * ENTRY) {
            throw broken("its length is not that of one");
        }
        Map<PersonMark, Standing> people = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            if (people.put(PersonMark.read(bytes), Standing.of(bytes.get())) != null) {
                throw broken("it has a mark twice");
            }
        }
        return new Written(new Choices(generation, people), at);
    }

    private ChoicesUnavailableException broken(String why) {
        return new ChoicesUnavailableException(file + " is no file of choices: " + why);
    }

    /**
     * Puts other choices into the file's place, forced to disk: after a crash it holds the one or
     * the other.
     *
     * @throws ChoicesUnavailableException when it holds what it held before
     */
    void write(Choices choices, Instant at) {
        Path folder = Objects.requireNonNull(file.getParent(), "a file");
        try {
            Files.createDirectories(folder);
            var ownerOnly =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            Path temporary = Files.createTempFile(folder, ".choices-", ".tmp", ownerOnly);
            try {
                fill(temporary, bytes(choices, at));
                Files.move(
                        temporary,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new ChoicesUnavailableException(file + " cannot be written", e);
        }
    }

    private static void fill(Path temporary, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private ByteBuffer bytes(Choices choices, Instant at) {
        int told = HEAD + choices.people().size() * ENTRY;
        ByteBuffer bytes = ByteBuffer.allocate(told + CODE);
        bytes.put(MAGIC).putLong(choices.generation()).putLong(at.toEpochMilli());
        bytes.putInt(choices.people().size());
        choices.people()
                .forEach((mark, standing) ->
                        bytes.putLong(mark.high()).putLong(mark.low()).put(standing.stored()));
        bytes.put(key.code(Arrays.copyOf(bytes.array(), told)));
        return bytes.flip();
    }
}
