package dev.headrace.sink;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Says what a failed file operation means for Headrace.
 *
 * <p>Missing rights are {@link SinkException.Unauthorised} and not Misconfigured: they are put
 * right on the disk, and the sink should then go on without a change of its configuration. A full
 * disk, an I/O error, a disk that has gone: {@link SinkException.Unavailable}. Only a {@code path}
 * that can never be a folder is {@link SinkException.Misconfigured}.
 */
public final class FolderFailure {

    private FolderFailure() {}

    /** When the lake's folder could not be made or opened. */
    public static SinkException atOpen(Path root, IOException e) {
        Path nearest = LakeFolders.nearest(root);
        if (!Files.isDirectory(nearest)) {
            return new SinkException.Misconfigured("path", nearest + " is not a folder", e);
        }
        return atWrite(root, e);
    }

    /** When a file below the lake's folder could not be written. */
    public static SinkException atWrite(Path root, IOException e) {
        String message = "cannot write below " + root + ": " + reason(e);
        return e instanceof AccessDeniedException
                ? new SinkException.Unauthorised(message, e)
                : new SinkException.Unavailable(message, e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NoSuchFileException gone -> "it has gone: " + gone.getFile();
            case FileAlreadyExistsException taken -> "not a folder: " + taken.getFile();
            case FileSystemException other when other.getReason() != null ->
                    other.getReason() + ": " + other.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
