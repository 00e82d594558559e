package dev.headrace.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders of stream contracts that tests have changed. */
final class Streams {

    private Streams() {}

    /** The stream user-telemetry as it ships, with a further line in its contract. */
    static Path userTelemetryWith(Path folder, String line) {
        Path shipped = HeadraceProcess.home().resolve("streams/user-telemetry");
        Path stream = folder.resolve("user-telemetry");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = stream.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Path contract = stream.resolve("stream.yaml");
            Files.writeString(contract, Files.readString(contract) + "\n" + line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
