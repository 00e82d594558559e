package dev.headrace.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that holds the key of {@link Pseudonyms}: {@code
 * {"keys":[{"version":1,"key":"<base64>"}]}}, readable by the owner only. The highest version is in
 * force. Give every node the same file, or the same person gets another pseudonym on each.
 */
public final class PrivacyKeyFile {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int KEY_BYTES = 32;

    private PrivacyKeyFile() {}

    /**
     * Reads the file, and makes it first where there is none.
     *
     * @throws PrivacyKeyException saying what is wrong with the file
     */
    public static Pseudonyms open(Path file, RandomGenerator random) {
        try {
            if (Files.notExists(file)) {
                create(file, random);
            }
            return read(file);
        } catch (IOException e) {
            throw new PrivacyKeyException(file + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    private static Pseudonyms read(Path file) throws IOException {
        try {
            int newest = 0;
            byte[] key = {};
            for (JsonNode entry : MAPPER.readTree(Files.readAllBytes(file)).path("keys")) {
                if (entry.path("version").asInt(0) > newest) {
                    newest = entry.path("version").asInt(0);
                    key = Base64.getDecoder().decode(entry.path("key").asString(""));
                }
            }
            return new Pseudonyms(newest, key);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new PrivacyKeyException(
                    file + " is not {\"keys\":[{\"version\":1,\"key\":\"<base64 of 32 bytes>\"}]}");
        }
    }

    private static void create(Path file, RandomGenerator random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        String text =
                "{\"keys\":[{\"version\":1,\"key\":\""
                        + Base64.getEncoder().encodeToString(key)
                        + "\"}]}\n";
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file");
        Files.createDirectories(folder);
        Path temporary = folder.resolve(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
