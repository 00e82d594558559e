package dev.headrace.eventlog;

import dev.headrace.eventlog.LogSummary.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all files of a node and keeps count. For one thread. */
final class Verification {

    private static final String JOURNAL = ".journal";

    private final Storage storage;
    private final Optional<String> node;
    private final List<LogProblem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int segments;
    private long frames;
    private long records;
    private long bytes;
    private Optional<Place> first = Optional.empty();
    private Optional<Place> last = Optional.empty();
    private int journals;
    private long entries;
    private long letters;

    Verification(Storage storage, Optional<String> node) {
        this.storage = storage;
        this.node = node;
    }

    void segments() throws IOException {
        SegmentFiles files = new SegmentFiles(storage, node.orElse(LogInspection.UNKNOWN));
        if (node.isEmpty() && !files.bases().isEmpty()) {
            problems.add(LogProblem.at("node", 0, "does not hold a node id"));
        }
        for (int i = 0; i < files.bases().size(); i++) {
            String path = Segment.path(files.bases().get(i));
            Optional<SegmentFiles.Found> found = files.read(i, (_, _, frame) -> take(frame));
            found.ifPresent(segment -> take(path, segment));
        }
    }

    private boolean take(LogFrame frame) {
        frames++;
        records += frame.records().size();
        if (first.isEmpty()) {
            first = Optional.of(new Place(frame.first(), frame.receivedAt()));
        }
        last = Optional.of(new Place(frame.end().plus(-1), frame.receivedAt()));
        return true;
    }

    private void take(String path, SegmentFiles.Found segment) {
        segments++;
        bytes += segment.size();
        problems.addAll(segment.problems());
        if (segment.tail() > 0) {
            notes.add(
                    path
                            + ": the last "
                            + segment.tail()
                            + " bytes are no whole append: they are being written, or a crash tore"
                            + " them and the next start cuts them");
        }
    }

    void journals() throws IOException {
        for (String path :
                LogInspection.paths(storage, FileJournal.FOLDER, name -> name.endsWith(JOURNAL))) {
            journals++;
            entries += blocks(path, entry -> {});
        }
    }

    void deadLetters() throws IOException {
        for (String path :
                LogInspection.paths(
                        storage,
                        RollingDeadLetters.FOLDER,
                        name -> name.matches(".+\\.[0-9]{8}"))) {
            letters += blocks(path, DeadLetterCodec::decode);
        }
    }

    /** Reads a block file as far as it was when this began; returns how many entries it has. */
    private long blocks(String path, BlockScan.EntryReader check) throws IOException {
        Damage damage = new Damage(System.Logger.Level.TRACE);
        long[] count = {0};
        try {
            long size;
            try (StorageFile file = storage.open(path)) {
                size = file.size();
            }
            BlockFile.read(
                    storage,
                    path,
                    size,
                    entry -> {
                        check.read(entry);
                        count[0]++;
                    },
                    damage);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (EventLogFailedException e) {
            problems.add(LogProblem.at(path, 0, String.valueOf(e.getMessage())));
        }
        damage.places().forEach(place -> problems.add(problem(path, place)));
        return count[0];
    }

    /** Takes apart what {@link Damage} has put together. */
    private static LogProblem problem(String path, String place) {
        String rest = place.substring(path.length() + ", offset ".length());
        int colon = rest.indexOf(':');
        return LogProblem.at(path, Long.parseLong(rest, 0, colon, 10), rest.substring(colon + 2));
    }

    /** All that was found; a loss that a repair has stated is a note. */
    LogSummary summary(LossReport stated) {
        List<LogProblem> damage = new ArrayList<>();
        for (LogProblem problem : problems) {
            if (stated.covers(problem)) {
                notes.add(problem + " (stated by a repair)");
            } else {
                damage.add(problem);
            }
        }
        return new LogSummary(
                node,
                List.copyOf(damage),
                List.copyOf(notes),
                segments,
                frames,
                records,
                bytes,
                first,
                last,
                journals,
                entries,
                letters);
    }
}
