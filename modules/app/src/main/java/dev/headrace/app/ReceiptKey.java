package dev.headrace.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The node's secret that authenticates receipt ids: 32 bytes in {@code keys/receipts.key} of the
 * data folder, made at the first start. Lost, it makes old receipts unreadable and nothing else.
 */
final class ReceiptKey {

    private static final int BYTES = 32;

    private ReceiptKey() {}

    /**
     * Reads the key, and makes it first where there is none.
     *
     * @throws StartException when the file cannot be read or made, or is damaged
     */
    static byte[] open(Path dataDir, RandomGenerator random) {
        Path file = dataDir.resolve("keys/receipts.key");
        try {
            if (Files.notExists(file)) {
                create(file, random);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != BYTES) {
                throw new StartException(
                        file + " does not hold 32 bytes; remove it and old receipts with it");
            }
            return key;
        } catch (IOException e) {
            throw new StartException(file + " cannot be read or made", e);
        }
    }

    private static void create(Path file, RandomGenerator random) throws IOException {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling("receipts.key.tmp");
        Files.deleteIfExists(temporary);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
