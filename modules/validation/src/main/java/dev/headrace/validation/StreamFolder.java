package dev.headrace.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one stream. Nothing outside of it is ever read: neither by a path with {@code ..}
 * nor by a symbolic link. Links that stay inside are fine, because mounted configuration is made of
 * them; names that begin with a dot are left out of every list for the same reason.
 */
final class StreamFolder {

    /** Far above any contract that people can read. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path path;
    private final Path real;

    /**
     * The stream in a folder.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    StreamFolder(Path path) {
        this.path = path;
        try {
            this.real = path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file is, as problems name it. */
    Path path(String file) {
        return path.resolve(file);
    }

    /** Whether the folder has the file, or something else by its name. */
    boolean has(String file) {
        return Files.exists(path(file));
    }

    /**
     * The text of a file of the folder.
     *
     * @throws UnreadableFileException saying why there is none
     */
    String text(String file) {
        Path place = inside(file);
        try (InputStream in = Files.newInputStream(place)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnreadableFileException("is larger than 1 MiB");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException("is not valid UTF-8", e);
        } catch (IOException e) {
            throw new UnreadableFileException("cannot be read", e);
        }
    }

    /**
     * The JSON files in a folder of the folder, by name; none if that does not exist.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    List<String> jsonFiles(String folder) {
        return children(folder).stream()
                .filter(name -> name.endsWith(".json"))
                .map(name -> folder + "/" + name)
                .toList();
    }

    /**
     * The names of the folders in a folder of the folder; none if that does not exist.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    List<String> folders(String folder) {
        return children(folder).stream()
                .filter(name -> Files.isDirectory(path.resolve(folder).resolve(name)))
                .toList();
    }

    private List<String> children(String folder) {
        Path place = path.resolve(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of a relative path, if it does not lead out of the folder. */
    private Path inside(String file) {
        Path place = resolve(file).orElseThrow(StreamFolder::outside);
        try {
            Path target = place.toRealPath();
            if (!target.startsWith(real)) {
                throw outside();
            }
            if (!Files.isRegularFile(target)) {
                throw new UnreadableFileException("is not a file");
            }
            return target;
        } catch (IOException e) {
            throw new UnreadableFileException("does not exist", e);
        }
    }

    private Optional<Path> resolve(String file) {
        try {
            Path place = path.resolve(file);
            return Optional.of(place)
                    .filter(p -> !Path.of(file).isAbsolute())
                    .filter(p -> p.normalize().startsWith(path.normalize()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static UnreadableFileException outside() {
        return new UnreadableFileException("is outside of the stream's folder");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
