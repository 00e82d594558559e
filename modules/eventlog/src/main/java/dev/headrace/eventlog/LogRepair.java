package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Mends the files of a stopped node: each damaged file is written anew with everything of it that
 * can be read, and kept beside under another name. What is lost stays lost, and is stated. For the
 * command line; for one thread.
 */
public final class LogRepair {

    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final Clock clock;
    private final Storage storage;
    private final List<String> done = new ArrayList<>();
    private final List<LogProblem> lost = new ArrayList<>();

    private LogRepair(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.storage = new NioStorage(folder);
    }

    /**
     * What a repair did.
     *
     * @param done one line for each file that was written anew, or that had to be left as it is
     * @param lost the records that cannot be read any more
     */
    public record Report(List<String> done, List<LogProblem> lost) {}

    /**
     * Repairs what {@link LogInspection#verify} calls a problem.
     *
     * @throws EventLogFailedException when a node runs on the folder, or the disk failed; the
     *     originals are there in any case
     */
    public static Report repair(Path folder, Clock clock) {
        LogSummary found = LogInspection.of(folder).verify();
        try (FolderLock lock = FolderLock.take(folder)) {
            LogRepair repair = new LogRepair(folder, clock);
            repair.repair(found);
            return new Report(List.copyOf(repair.done), List.copyOf(repair.lost));
        } catch (IOException e) {
            throw new EventLogFailedException(
                    "the data folder " + folder + " could not be repaired: " + e.getMessage(), e);
        }
    }

    private void repair(LogSummary found) throws IOException {
        TreeSet<String> damaged = new TreeSet<>();
        found.problems().forEach(problem -> damaged.add(problem.file()));
        if (damaged.isEmpty()) {
            return;
        }
        String node = found.node().orElseThrow(() -> new IOException("the node's id is unknown"));
        SegmentFiles files = new SegmentFiles(new ReadOnlyStorage(folder), node);
        for (String path : damaged) {
            if (path.startsWith(Segment.FOLDER + "/")) {
                repairSegment(files, path, node);
            } else {
                repairBlocks(path);
            }
        }
    }

    private void repairSegment(SegmentFiles files, String path, String node) throws IOException {
        int index = files.bases().indexOf(Segment.baseOf(path.substring(path.indexOf('/') + 1)));
        SegmentFiles.Found found =
                files.read(index, (_, _, _) -> true)
                        .orElseThrow(() -> new IOException(path + " is gone"));
        Optional<SegmentHeader> header = found.header();
        if (header.isPresent() && isForeign(header.get(), node)) {
            done.add(path + ": left as it is, it is of another node or format");
            return;
        }
        long previous =
                index > 0
                        ? files.bases().get(index - 1)
                        : header.map(SegmentHeader::previous).orElse(SegmentHeader.NONE);
        long created = header.map(SegmentHeader::createdMillis).orElse(clock.millis());
        long base = files.bases().get(index);
        SegmentHeader next =
                new SegmentHeader(SegmentHeader.VERSION, base, previous, created, node);
        long frames = copy(files, index, path, next, found.size());
        for (LogProblem problem : found.problems()) {
            if (problem.lostRecords() > 0) {
                LossReport.add(folder, clock.instant(), problem);
                lost.add(problem);
            }
        }
        replace(path, frames + " frames");
    }

    private static boolean isForeign(SegmentHeader header, String node) {
        return header.version() != SegmentHeader.VERSION || !header.node().equals(node);
    }

    /** Writes all frames that can be read into a new file, one behind the other. */
    private long copy(
            SegmentFiles files, int index, String path, SegmentHeader header, long oldSize)
            throws IOException {
        long size = Math.max(oldSize, SegmentHeader.BYTES);
        long[] end = {SegmentHeader.BYTES};
        long[] frames = {0};
        try (StorageFile file = storage.create(path + ".tmp")) {
            for (long at = 0; at < size; at += CHUNK) {
                file.write(ByteBuffer.allocate((int) Math.min(CHUNK, size - at)), at);
            }
            file.write(header.toBytes(), 0);
            files.read(
                    index,
                    (frame, bytes, _) -> {
                        file.write(ByteBuffer.wrap(bytes), end[0]);
                        end[0] += FrameHeader.aligned(frame.length());
                        frames[0]++;
                        return true;
                    });
            file.force();
        }
        return frames[0];
    }

    private void repairBlocks(String path) throws IOException {
        List<List<byte[]>> blocks = new ArrayList<>();
        Damage unlogged = new Damage(System.Logger.Level.TRACE);
        boolean letters = path.startsWith(RollingDeadLetters.FOLDER + "/");
        long size;
        try (StorageFile file = storage.open(path)) {
            size = file.size();
        }
        BlockScan.EntryReader keep =
                entry -> {
                    if (letters) {
                        DeadLetterCodec.decode(entry);
                    }
                    blocks.add(List.of(entry));
                };
        BlockFile.read(storage, path, size, keep, unlogged);
        BlockFile.prepare(storage, path, 0, blocks).close();
        replace(path, blocks.size() + " entries");
    }

    /** Keeps the original under another name, then puts the new file in its place. */
    private void replace(String path, String content) throws IOException {
        Path aside = aside(path);
        Files.createLink(aside, folder.resolve(path));
        storage.forceFolder(path.substring(0, path.lastIndexOf('/')));
        storage.rename(path + ".tmp", path);
        storage.forceFolder(path.substring(0, path.lastIndexOf('/')));
        done.add(
                path
                        + ": written anew with "
                        + content
                        + ", the original is "
                        + folder.relativize(aside));
    }

    private Path aside(String path) {
        Path first = folder.resolve(path + ".damaged");
        Path aside = first;
        for (int i = 2; Files.exists(aside); i++) {
            aside = Path.of(first + "-" + i);
        }
        return aside;
    }
}
