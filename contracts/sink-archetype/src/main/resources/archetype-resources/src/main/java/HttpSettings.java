package ${package};

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings of one sink, declared once: checks, defaults, reference and schema come from it. */
record HttpSettings(URI url, Optional<String> token, Duration timeout, Duration linger) {

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "url",
                            ConfigField.Type.TEXT,
                            "Batches are put below it, each under its id.")
                    .example("http://127.0.0.1:9000/batches")
                    .optional(
                            "token",
                            ConfigField.Type.SECRET,
                            "Sent as a bearer token, where the target wants one.")
                    .within(
                            "timeout",
                            ConfigField.Type.DURATION,
                            "10s",
                            "1s",
                            "50s",
                            "How long the target may take to answer.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "0s",
                            "1h",
                            "How long a batch waits for more events.")
                    .build();

    private static final int PARALLEL_WRITES = 4;
    private static final int MAX_RECORDS = 1_000;
    private static final long MAX_BYTES = 4L << 20;
    private static final long MAX_RECORD_BYTES = 1L << 20;

    static HttpSettings from(SinkConfig config) {
        return new HttpSettings(
                url(config.text("url")),
                config.optionalText("token"),
                config.duration("timeout"),
                config.duration("linger"));
    }

    /** What the target can take. A batch comes again with the same id, and overwrites itself. */
    SinkTraits traits() {
        return new SinkTraits(
                PARALLEL_WRITES,
                MAX_RECORDS,
                MAX_BYTES,
                MAX_RECORD_BYTES,
                linger,
                MAX_BYTES,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_BATCH);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && text.matches("https?://.*[^/]")) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ConfigException("url", "is not of the form http://host:port/path");
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "HttpSettings[url=" + url + "]";
    }
}
