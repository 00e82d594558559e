package dev.headrace.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files of runs, as a start finds them. */
final class RunFiles {

    private static final System.Logger LOG = System.getLogger(RunFiles.class.getName());

    private RunFiles() {}

    /** The record up to which runs cover the log, by the files' names; empty when there is none. */
    static Optional<Long> covered(Storage storage) throws IOException {
        storage.makeFolder(RunFormat.FOLDER);
        return storage.list(RunFormat.FOLDER).stream()
                .flatMap(name -> RunSpan.coveredBy(name).stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * What a start finds.
     *
     * @param runs readable, newest first
     * @param damaged how many others there are
     */
    record Found(List<IdRun> runs, int damaged) {}

    /**
     * Opens all runs. Those that speak of records which the log does not have, and those that a
     * merge has replaced, are deleted; damaged ones are left as they are.
     *
     * @param end the log's end
     */
    static Found open(Storage storage, long end) throws IOException {
        storage.makeFolder(RunFormat.FOLDER);
        storage.delete(RunFormat.UNFINISHED);
        List<IdRun> runs = new ArrayList<>();
        int damaged = 0;
        for (String name : storage.list(RunFormat.FOLDER)) {
            if (RunSpan.coveredBy(name).isEmpty()) {
                continue;
            }
            String path = RunFormat.FOLDER + "/" + name;
            try {
                runs.add(IdRun.open(storage, path));
            } catch (IOException e) {
                damaged++;
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Repeats of the events in " + path + " are not recognised",
                        e);
            }
        }
        runs.sort(NEWEST_FIRST);
        return new Found(useful(storage, runs, end), damaged);
    }

    private static final Comparator<IdRun> NEWEST_FIRST =
            Comparator.<IdRun>comparingLong(run -> run.span().to())
                    .thenComparingLong(run -> run.span().from())
                    .reversed();

    private static List<IdRun> useful(Storage storage, List<IdRun> runs, long end)
            throws IOException {
        List<IdRun> useful = new ArrayList<>();
        for (IdRun run : runs) {
            boolean ahead = run.span().to() > end;
            boolean replaced =
                    runs.stream().anyMatch(other -> other != run && other.span().holds(run.span()));
            boolean foreign = !runs.isEmpty() && run.seed() != runs.getFirst().seed();
            if (ahead || foreign) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} speaks of records that the log does not have, and is deleted",
                        run.path());
            }
            if (ahead || replaced || foreign) {
                run.close();
                storage.delete(run.path());
            } else {
                useful.add(run);
            }
        }
        return useful;
    }

    /** Deletes all runs: while dedupe is off, what they say becomes wrong. */
    static void deleteAll(Storage storage) throws IOException {
        storage.makeFolder(RunFormat.FOLDER);
        for (String name : storage.list(RunFormat.FOLDER)) {
            storage.delete(RunFormat.FOLDER + "/" + name);
        }
        storage.forceFolder(RunFormat.FOLDER);
    }
}
