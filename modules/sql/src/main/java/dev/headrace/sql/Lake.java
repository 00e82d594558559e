package dev.headrace.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that a sink writes below: {@code <stream>/date=…/hour=…/<file>}.
 *
 * @param folder the folder
 * @param form what its files are
 */
public record Lake(Path folder, Form form) {

    private static final int LEVELS = 3;

    /** What files are. */
    public enum Form {
        /** Lines with the event in its envelope. */
        ENVELOPE(".ndjson"),
        /** Lines as the client sent them. */
        EVENT_ONLY(".ndjson"),
        /** Lines of one flat object. */
        FLATTENED(".ndjson"),
        PARQUET(".parquet");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    /** The folder of a stream, when there is at least one file in it. */
    Optional<Path> folderOf(String stream) {
        Path streamFolder = folder.resolve(stream);
        if (!Files.isDirectory(streamFolder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(streamFolder, LEVELS)) {
            return files.anyMatch(this::holdsEvents) ? Optional.of(streamFolder) : Optional.empty();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new SqlException(streamFolder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** All files of a stream, for DuckDB: compressed lines have one more ending. */
    String glob(Path streamFolder) {
        return streamFolder + "/date=*/hour=*/*" + form.suffix + (form == Form.PARQUET ? "" : "*");
    }

    private boolean holdsEvents(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && name.contains(form.suffix) && Files.isRegularFile(file);
    }
}
