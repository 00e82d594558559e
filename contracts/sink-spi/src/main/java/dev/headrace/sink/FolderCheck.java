package dev.headrace.sink;

import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether files can be written below a folder, and changes nothing there. */
public final class FolderCheck {

    /** A lake with less is filled within hours; time to tell somebody. */
    private static final long SHORT = 1L << 30;

    private FolderCheck() {}

    /**
     * Looks at the folder, the rights and the free space.
     *
     * @param needed bytes that must be free for the next files
     */
    public static CheckReport of(Path root, long needed) {
        Path nearest = LakeFolders.nearest(root);
        var findings = new ArrayList<Finding>();
        if (!Files.isDirectory(nearest)) {
            findings.add(new Finding(Level.FAILED, folder(root), nearest + " is not a folder"));
            return new CheckReport(findings);
        }
        String there = nearest.equals(root) ? "is there" : "will be made below " + nearest;
        findings.add(new Finding(Level.OK, folder(root), there));
        findings.add(rights(nearest));
        findings.add(space(nearest, needed));
        return new CheckReport(List.copyOf(findings));
    }

    /** What is said of a folder that was there when the sink was opened. */
    public static CheckReport gone(Path root) {
        return new CheckReport(
                List.of(
                        new Finding(
                                Level.FAILED,
                                folder(root),
                                "it has gone; bring its disk back, or start the sink anew to have"
                                        + " the folder made")));
    }

    private static Finding rights(Path folder) {
        return Files.isWritable(folder) && Files.isExecutable(folder) && Files.isReadable(folder)
                ? new Finding(Level.OK, "rights on " + folder, "may read and write")
                : new Finding(
                        Level.FAILED,
                        "rights on " + folder,
                        "the user that Headrace runs as needs to read, write and enter it, on a"
                                + " file system that is not read-only");
    }

    private static Finding space(Path folder, long needed) {
        String subject = "space below " + folder;
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            Level level = free < needed ? Level.FAILED : free < SHORT ? Level.WARNING : Level.OK;
            return new Finding(level, subject, (free >> 20) + " MiB free");
        } catch (IOException e) {
            return new Finding(Level.UNKNOWN, subject, "could not be asked: " + e.getMessage());
        }
    }

    private static String folder(Path root) {
        return "folder " + root;
    }
}
