package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The segment files of a folder, read without recovery, beside a node that may be running. */
final class SegmentFiles {

    private static final int TRIES = 3;

    private final Storage storage;
    private final String node;
    private final List<Long> bases;

    SegmentFiles(Storage storage, String node) throws IOException {
        this.storage = storage;
        this.node = node;
        this.bases =
                storage.list(Segment.FOLDER).stream()
                        .filter(Segment::isName)
                        .map(Segment::baseOf)
                        .sorted()
                        .toList();
    }

    List<Long> bases() {
        return bases;
    }

    /**
     * What one segment holds.
     *
     * @param size the file's size; 0 when it is gone
     * @param problems its damage
     * @param tail how many bytes behind the last whole append were begun
     */
    record Found(long size, Optional<SegmentHeader> header, List<LogProblem> problems, long tail) {}

    /**
     * Reads one segment. Of the newest, damage counts only when it is still there after another
     * look: a group that is being written may look like damage.
     *
     * @param index the segment's place among {@link #bases}
     * @param visitor gets each frame once
     * @return empty when the file has been deleted meanwhile
     */
    Optional<Found> read(int index, SegmentWalk.Visitor visitor) throws IOException {
        boolean newest = index == bases.size() - 1;
        for (int i = 1; newest && i < TRIES; i++) {
            Optional<Found> found = readOnce(index, (_, _, _) -> true);
            if (found.isEmpty() || found.get().problems().isEmpty()) {
                break;
            }
        }
        return readOnce(index, visitor);
    }

    private Optional<Found> readOnce(int index, SegmentWalk.Visitor visitor) throws IOException {
        long base = bases.get(index);
        try (StorageFile file = storage.open(Segment.path(base))) {
            Segment segment = new Segment(base, file.size(), 0);
            List<LogProblem> problems = new ArrayList<>();
            Optional<SegmentHeader> header = header(file);
            problems.addAll(headerProblems(index, header));
            boolean newest = index == bases.size() - 1;
            TailRecovery tail =
                    new TailRecovery(segment, file, new Damage(System.Logger.Level.TRACE));
            LogEnd.Place end =
                    newest
                            ? tail.find()
                            : new LogEnd.Place(segment, segment.size(), bases.get(index + 1));
            SegmentWalk walk = new SegmentWalk(segment, file, node);
            walk.walk(end.offset(), end.sequence(), visitor);
            problems.addAll(walk.problems());
            long torn = newest ? tail.torn() : 0;
            return storage.exists(segment.path())
                    ? Optional.of(new Found(segment.size(), header, problems, torn))
                    : Optional.empty(); // its file may have been in use again while it was read
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<SegmentHeader> header(StorageFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(bytes, 0);
        return SegmentHeader.from(bytes.flip());
    }

    private List<LogProblem> headerProblems(int index, Optional<SegmentHeader> found) {
        long base = bases.get(index);
        String path = Segment.path(base);
        if (found.isEmpty()) {
            return List.of(LogProblem.at(path, 0, "the header is damaged"));
        }
        SegmentHeader header = found.get();
        List<LogProblem> problems = new ArrayList<>();
        if (header.version() != SegmentHeader.VERSION) {
            problems.add(LogProblem.at(path, 0, "has format " + header.version()));
        }
        if (!header.node().equals(node)) {
            problems.add(LogProblem.at(path, 0, "belongs to node " + header.node()));
        }
        if (header.base() != base) {
            problems.add(LogProblem.at(path, 0, "the header names base " + header.base()));
        }
        if (index > 0 && header.previous() != bases.get(index - 1)) {
            problems.add(LogProblem.at(path, 0, "the segment before it is missing"));
        }
        return problems;
    }
}
