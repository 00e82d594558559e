package dev.headrace.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the folders of the lake, and makes them last: a folder's own entry is on disk before a file
 * in it counts. Safe for use by several threads.
 */
public final class LakeFolders {

    /** More than the hours of a month of many streams; beyond, it is only asked anew. */
    private static final int REMEMBERED = 20_000;

    private final Path root;
    private final Set<Path> lasting = ConcurrentHashMap.newKeySet();

    /**
     * For a lake; nothing is made yet.
     *
     * @param root the lake's own folder
     */
    public LakeFolders(Path root) {
        this.root = root;
    }

    /** Makes the lake's folder itself, with those above it. */
    public void makeRoot() throws IOException {
        Path existing = nearest(root);
        Files.createDirectories(root);
        for (Path made = root; !made.equals(existing); made = above(made)) {
            force(above(made));
        }
    }

    /**
     * Makes a folder below the lake's. The lake's own folder is not made again: where it has gone,
     * its disk may have gone, and the files would land on another one.
     */
    public Path make(String relative) throws IOException {
        Path folder = root.resolve(relative);
        if (lasting.contains(folder) && Files.isDirectory(folder)) {
            return folder;
        }
        Path above = root;
        for (Path part : root.relativize(folder)) {
            Path made = above.resolve(part);
            makeOne(made);
            force(above); // also when another thread made it: it may not have forced it yet
            above = made;
        }
        if (lasting.size() >= REMEMBERED) {
            lasting.clear();
        }
        lasting.add(folder);
        return folder;
    }

    /** The folder itself, or the first above it that is there. */
    public static Path nearest(Path folder) {
        Path nearest = folder;
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = above(nearest);
        }
        return nearest;
    }

    /** Brings the entries of a folder to disk. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void makeOne(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static Path above(Path folder) {
        Path above = folder.getParent();
        return above == null ? folder : above;
    }
}
