package dev.headrace.sink;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Removes unfinished files that a crash left behind.
 *
 * <p>Most go by themselves: after a crash the batch comes again and takes the same names. This is
 * for those whose batch never comes again. It looks only where the sink writes, and at the folders
 * of the last days only, so that opening a lake of years takes no longer than opening a new one. It
 * leaves alone what was written to a moment ago: while a configuration changes, the sink that is
 * being replaced may still write here. A folder that cannot be read is no reason not to start.
 */
public final class UnfinishedFiles {

    /** The names from the lake's folder down to the files. */
    private static final List<String> LEVELS =
            List.of(
                    "*",
                    LakeFile.DATE_PREFIX + "*",
                    LakeFile.HOUR_PREFIX + "*",
                    LakeFile.UNFINISHED_PREFIX + "*" + LakeFile.UNFINISHED_SUFFIX);

    private static final int DAYS = 3;

    /** Much longer than a write may take. */
    private static final Duration SURE = Duration.ofMinutes(10);

    private final Instant oldestLiving;
    private final String firstDate;
    private int removed;

    private UnfinishedFiles(Instant now) {
        oldestLiving = now.minus(SURE);
        firstDate = LakeFile.DATE_PREFIX + LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS);
    }

    /**
     * Removes them below a lake's folder.
     *
     * @return how many
     */
    public static int remove(Path root, Instant now) throws InterruptedException {
        var leftovers = new UnfinishedFiles(now);
        leftovers.look(root, 0);
        return leftovers.removed;
    }

    private void look(Path folder, int level) throws InterruptedException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, LEVELS.get(level))) {
            for (Path entry : entries) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while looking for unfinished files");
                }
                if (level == LEVELS.size() - 1) {
                    removeIfDead(entry);
                } else if (isRecent(entry) && Files.isDirectory(entry)) {
                    look(entry, level + 1);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // it was removed meanwhile, or its owner keeps it to himself
        }
    }

    private boolean isRecent(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.startsWith(LakeFile.DATE_PREFIX) || name.compareTo(firstDate) >= 0;
    }

    private void removeIfDead(Path file) throws IOException {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldestLiving)
                && Files.deleteIfExists(file)) {
            removed++;
        }
    }
}
