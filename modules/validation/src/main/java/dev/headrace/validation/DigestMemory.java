package dev.headrace.validation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;

/**
 * Remembers the digest of each published version, so that the meaning of stored events cannot
 * change behind their backs: a version never gets other content, a change is a new version. Also
 * versions that are gone stay remembered. Not safe for use by several threads; the folder's lock
 * keeps other processes away.
 */
final class DigestMemory {

    private final Path file;
    private final SortedMap<String, String> digests;

    private DigestMemory(Path file, SortedMap<String, String> digests) {
        this.file = file;
        this.digests = digests;
    }

    /** Reads the file; one that does not exist yet is an empty memory. */
    static DigestMemory read(Path file, Problems problems) {
        SortedMap<String, String> digests = new TreeMap<>();
        if (Files.exists(file)) {
            try {
                digests.putAll(
                        StrictJson.MAPPER.readValue(
                                Files.readAllBytes(file),
                                new TypeReference<Map<String, String>>() {}));
            } catch (IOException | JacksonException e) {
                problems.add(
                        file,
                        "does not hold the digests of published versions any more; restore it, or"
                                + " delete it to take the present schemas as published");
            }
        }
        return new DigestMemory(file, digests);
    }

    /** Compares a stream's versions with what is remembered, and learns the new ones. */
    void take(LoadedStream stream, Problems problems) {
        for (Version version : stream.versions().values()) {
            String digest = version.documents().digest();
            String known =
                    digests.putIfAbsent(stream.contract().name() + "/" + version.number(), digest);
            if (known != null && !known.equals(digest)) {
                problems.add(
                        stream.folder().path(version.documents().main()),
                        "a published schema version changed; publish a new version (version "
                                + version.number()
                                + " of "
                                + stream.contract().name()
                                + " was published with other content)");
            }
        }
    }

    /** Replaces the file in one step, and forces it and its folder to disk. */
    void write(Problems problems) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".digests", ".tmp");
            try {
                force(fresh, json());
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            problems.add(file, "cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private byte[] json() {
        return StrictJson.MAPPER
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(digests)
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
