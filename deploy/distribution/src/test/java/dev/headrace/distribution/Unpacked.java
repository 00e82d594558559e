package dev.headrace.distribution;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What compressed files hold, as a reader of them sees it. */
final class Unpacked {

    private Unpacked() {}

    /** A body as text: what looks like gzip or zstd is unpacked. */
    static String text(byte[] body) {
        try (InputStream in = reader(body)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream reader(byte[] body) throws IOException {
        var in = new ByteArrayInputStream(body);
        if (begins(body, 0x1f, 0x8b)) {
            return new GZIPInputStream(in);
        }
        return begins(body, 0x28, 0xb5, 0x2f, 0xfd) ? new ZstdInputStream(in) : in;
    }

    private static boolean begins(byte[] body, int... magic) {
        boolean begins = body.length >= magic.length;
        for (int i = 0; begins && i < magic.length; i++) {
            begins = (body[i] & 0xff) == magic[i];
        }
        return begins;
    }

    /** The lines of all finished gzip files below a folder. */
    static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        for (Path file : finished(folder, ".ndjson.gz")) {
            lines.addAll(text(Files.readAllBytes(file)).lines().toList());
        }
        return lines;
    }

    /** The rows of all finished Parquet files below a folder, every column of them. */
    static List<String> rows(Path folder) throws IOException, SQLException {
        var rows = new ArrayList<String>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (Path file : finished(folder, ".parquet")) {
                try (ResultSet found =
                        statement.executeQuery(
                                "SELECT t::text FROM read_parquet('%s') t".formatted(file))) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private static List<Path> finished(Path folder, String ending) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
