package dev.headrace.app;

import dev.headrace.publishing.SinkSettings;
import dev.headrace.sql.Lake;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The folders that the configured sinks write files below. */
final class ConfiguredLakes {

    private static final String PARQUET = "parquet";
    private static final String PATH = "path";

    /** A Parquet sink may write there; DuckDB reads folders of this machine. */
    private static final String BUCKETS = "s3://";

    private ConfiguredLakes() {}

    /**
     * Parquet before lines, because it is quicker to read; then in the order of the sinks.
     *
     * @param sink the only sink to look at, if one is named
     */
    static List<Lake> of(HeadraceSettings settings, Optional<String> sink) {
        return SinkDefaults.complete(settings, Optional.empty()).stream()
                .filter(one -> sink.isEmpty() || sink.get().equals(one.name()))
                .flatMap(one -> lake(one).stream())
                .sorted(Comparator.comparing(lake -> lake.form() != Lake.Form.PARQUET))
                .toList();
    }

    private static Optional<Lake> lake(SinkSettings sink) {
        String path = sink.config().getOrDefault(PATH, BUCKETS);
        if (path.startsWith(BUCKETS)) {
            return Optional.empty();
        }
        Path folder = Path.of(path).toAbsolutePath().normalize();
        return switch (sink.type()) {
            case PARQUET -> Optional.of(new Lake(folder, Lake.Form.PARQUET));
            case SinkDefaults.FILE -> {
                String form = sink.config().getOrDefault("form", "envelope");
                yield Optional.of(
                        new Lake(
                                folder,
                                Lake.Form.valueOf(
                                        form.replace('-', '_').toUpperCase(Locale.ROOT))));
            }
            default -> Optional.empty();
        };
    }
}
