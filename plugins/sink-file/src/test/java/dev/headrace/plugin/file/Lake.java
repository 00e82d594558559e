package dev.headrace.plugin.file;

import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SampleContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file sink and the folder that it writes to, as a reader finds it. */
record Lake(Path root, Map<String, String> settings) {

    Lake(Path root) {
        this(root, Map.of());
    }

    /** The sink, not opened. */
    Sink sink() {
        SinkProvider provider = new FileSinkProvider();
        var given = new HashMap<>(settings);
        given.put("path", root.toString());
        return provider.create(provider.config().parse(given));
    }

    Sink open() throws SinkException, InterruptedException {
        Sink sink = sink();
        sink.open(SampleContext.of(Path.of("target")));
        return sink;
    }

    /** Every file, the hidden ones too, by its path below the lake's folder. */
    List<String> files() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines(String file) throws IOException {
        try (InputStream bytes = Files.newInputStream(root.resolve(file));
                InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
