package dev.headrace.sql;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A lake that a test writes down, and queries over it. */
final class LakeFixture {

    static final StreamContract CLICKS =
            SampleContext.contract(
                    "web-clicks",
                    """
                    {"type":"object","required":["n"],"properties":{
                      "n":{"type":"integer"},"type":{"type":"string"},"ratio":{"type":"number"},
                      "done":{"type":"boolean"},"at":{"type":"string","format":"date-time"},
                      "day":{"type":"string","format":"date"},
                      "tags":{"type":"object","properties":{"a~b/c":{"type":"string"}}},
                      "list":{"type":"array"}}}
                    """);

    static final StreamContract AUDIT =
            SampleContext.contract("audit", "{\"type\":\"object\",\"properties\":{}}");

    private final Path root;

    LakeFixture(Path root) {
        this.root = root;
    }

    /** Loaded once: it unpacks 72 MB each time. */
    private static final Engine ENGINE = load();

    /** DuckDB from the jar that the tests have. */
    static Engine engine() {
        return ENGINE;
    }

    private static Engine load() {
        try {
            Path jar =
                    Path.of(
                            Class.forName("org.duckdb.DuckDBDriver")
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path folder = Files.createDirectories(Path.of("target", "engine"));
            Path link = folder.resolve("duckdb.jar");
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, jar);
            }
            return Engine.load(folder);
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    Path file(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    static String envelope(String id, String event) {
        return """
        {"id":"%s","stream":"web-clicks","schemaVersion":1,"receivedAt":"2026-11-22T09:15:30.123Z",\
        "occurredAt":"2026-11-22T09:15:30Z","position":"n1-1",\
        "principal":{"kind":"service","name":"composer"},"event":%s}\
        """
                .formatted(id, event);
    }

    LakeSql open(Lake.Form form, StreamContract... streams) {
        return LakeSql.open(engine(), List.of(streams), List.of(new Lake(root, form)), "256MB");
    }

    static String ask(LakeSql sql, String query, RowWriter.Format format) {
        var out = new StringWriter();
        sql.query(query, 1_000, RowWriter.of(format, out));
        return out.toString();
    }

    static String json(LakeSql sql, String query) {
        return ask(sql, query, RowWriter.Format.JSON).strip();
    }
}
