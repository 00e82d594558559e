package dev.headrace.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What tells, without reading them, whether the files of a stream's folder are other ones than
 * before: size, time and identity of each, behind links too. Mounted configuration changes by a
 * link, and then the identity is another.
 */
record FolderStamp(SortedMap<String, String> files) {

    /** No contract has more; beyond that something else was mounted. */
    private static final int MOST_FILES = 10_000;

    /** The stamp of a folder now; an empty one when it cannot be read. */
    static FolderStamp of(Path folder) {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file :
                    (Iterable<Path>) all.filter(Files::isRegularFile).limit(MOST_FILES)::iterator) {
                BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                files.put(
                        folder.relativize(file).toString(),
                        seen.size()
                                + " "
                                + seen.lastModifiedTime().toInstant()
                                + " "
                                + Objects.toString(seen.fileKey()));
            }
        } catch (IOException | UncheckedIOException e) {
            return new FolderStamp(new TreeMap<>());
        }
        return new FolderStamp(files);
    }
}
