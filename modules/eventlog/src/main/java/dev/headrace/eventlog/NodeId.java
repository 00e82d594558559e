package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** The id of a node: made at the first start, kept in the file {@code node}. */
final class NodeId {

    static final int LENGTH = 12;

    private static final String FILE = "node";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private NodeId() {}

    /**
     * Reads the id, or makes and keeps one.
     *
     * @throws EventLogFailedException when the file holds something else
     */
    static String of(Storage storage, RandomGenerator random) throws IOException {
        if (!storage.exists(FILE)) {
            keep(storage, make(random));
        }
        String id = read(storage);
        if (!isValid(id)) {
            throw new EventLogFailedException(
                    "the file 'node' of the data folder does not hold a node id; restore it, for "
                            + "every position of the event log is tied to it");
        }
        storage.forceFolder("");
        return id;
    }

    private static String make(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private static void keep(Storage storage, String id) throws IOException {
        try (StorageFile file = storage.create(FILE + ".tmp")) {
            file.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)), 0);
            file.force();
        }
        storage.rename(FILE + ".tmp", FILE);
        storage.forceFolder("");
    }

    private static String read(Storage storage) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH + 2);
        try (StorageFile file = storage.open(FILE)) {
            file.read(bytes, 0);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static boolean isValid(String id) {
        return id.length() == LENGTH && id.chars().allMatch(c -> LETTERS.indexOf(c) >= 0);
    }
}
