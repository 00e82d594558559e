package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at the files of a node without changing them and without the folder's lock, so also while
 * the node runs: what is just being written is told apart from damage. For the command line; for
 * one thread.
 */
public final class LogInspection {

    private final Path folder;
    private final Storage storage;

    private LogInspection(Path folder) {
        this.folder = folder;
        this.storage = new ReadOnlyStorage(folder);
    }

    /**
     * Inspects a data folder.
     *
     * @throws EventLogFailedException when it is not a folder
     */
    public static LogInspection of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new EventLogFailedException(
                    "the data folder cannot be inspected",
                    new IOException(folder + " is not a folder"));
        }
        return new LogInspection(folder);
    }

    /**
     * Reads everything: segments, journals, dead letters.
     *
     * @throws EventLogFailedException when the disk cannot be read
     */
    public LogSummary verify() {
        try {
            Optional<String> node = node();
            Verification verification = new Verification(storage, node);
            verification.segments();
            verification.journals();
            verification.deadLetters();
            return verification.summary(LossReport.read(folder));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Hands over the frames that can be read, oldest first, past what is damaged.
     *
     * @param from frames that end at this number or below are passed over
     * @param reader takes a frame; false when it has had enough
     * @throws EventLogFailedException when the disk cannot be read
     */
    public void frames(long from, Predicate<LogFrame> reader) {
        try {
            String node = node().orElse(UNKNOWN);
            SegmentFiles files = new SegmentFiles(storage, node);
            boolean[] enough = {false};
            for (int i = 0; i < files.bases().size() && !enough[0]; i++) {
                boolean newest = i + 1 == files.bases().size();
                if (newest || files.bases().get(i + 1) > from) {
                    files.read(
                            i,
                            (_, _, frame) -> {
                                boolean wanted = frame.end().sequence() > from;
                                enough[0] = wanted && !reader.test(frame);
                                return !enough[0];
                            });
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static final String UNKNOWN = "?".repeat(NodeId.LENGTH);

    /** The node's id as its file says, or else the header of a segment. */
    private Optional<String> node() throws IOException {
        if (storage.exists("node")) {
            ByteBuffer bytes = ByteBuffer.allocate(NodeId.LENGTH + 2);
            try (StorageFile file = storage.open("node")) {
                file.read(bytes, 0);
            }
            String id =
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII)
                            .strip();
            return id.length() == NodeId.LENGTH ? Optional.of(id) : Optional.empty();
        }
        return Optional.empty();
    }

    private EventLogFailedException failed(IOException cause) {
        return new EventLogFailedException(
                "the data folder " + folder + " cannot be read: " + cause.getMessage(), cause);
    }

    /** The names of files in a folder that a test accepts. */
    static List<String> paths(Storage storage, String folder, Predicate<String> test)
            throws IOException {
        List<String> paths = new ArrayList<>();
        for (String name : storage.list(folder)) {
            if (test.test(name)) {
                paths.add(folder + "/" + name);
            }
        }
        return paths;
    }
}
