package dev.headrace.plugin.opensearch;

import dev.headrace.sink.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names indices by stream and received time. Immutable. */
final class IndexNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final Pattern SAFE_STREAM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** What OpenSearch takes in an index name, of ASCII. */
    private static final Pattern SAFE_NAME = Pattern.compile("[a-z0-9][a-z0-9._+-]{0,120}");

    private static final DateTimeFormatter YEAR = utc("uuuu");
    private static final DateTimeFormatter MONTH = utc("uuuu.MM");
    private static final DateTimeFormatter DAY = utc("uuuu.MM.dd");
    private static final int KEPT = 40;
    private static final int DIGEST_BYTES = 6;

    private final String template;

    private IndexNames(String template) {
        this.template = template;
    }

    static IndexNames of(String template) {
        PLACEHOLDER
                .matcher(template)
                .results()
                .map(found -> found.group(1))
                .forEach(name -> {
                    switch (name) {
                        case "stream", "year", "month", "day" -> {}
                        default ->
                                throw new ConfigException(
                                        "index", "knows only {stream}, {year}, {month} and {day}");
                    }
                });
        if (!template.contains("{stream}")) {
            throw new ConfigException(
                    "index", "must hold {stream}: each stream has a mapping of its own");
        }
        var names = new IndexNames(template);
        if (!SAFE_NAME.matcher(names.of("stream", Instant.EPOCH)).matches()) {
            throw new ConfigException(
                    "index",
                    "must begin with a small letter or digit, and hold only these, dots, hyphens,"
                            + " plus signs and underscores");
        }
        return names;
    }

    /** The index of an event. */
    String of(String stream, Instant received) {
        return template.replace("{stream}", safe(stream))
                .replace("{year}", YEAR.format(received))
                .replace("{month}", MONTH.format(received))
                .replace("{day}", DAY.format(received));
    }

    /** What all indices of a stream match, and perhaps some of a stream with a longer name. */
    String pattern(String stream) {
        return PLACEHOLDER
                .matcher(template.replace("{stream}", safe(stream)))
                .replaceAll("*")
                .replaceAll("\\*+", "*");
    }

    /** What the indices of all streams match. */
    String all() {
        return PLACEHOLDER.matcher(template).replaceAll("*").replaceAll("\\*+", "*");
    }

    /** The name of a stream's index template. */
    String templateOf(String stream) {
        return PLACEHOLDER
                .matcher(template.replace("{stream}", safe(stream)))
                .replaceAll("")
                .replaceAll("[-_.+]+$", "");
    }

    /** Streams are named safely at the door; whatever else comes keeps a name of its own. */
    private static String safe(String stream) {
        if (SAFE_STREAM.matcher(stream).matches()) {
            return stream;
        }
        String kept = stream.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        return "x" + kept.substring(0, Math.min(kept.length(), KEPT)) + '-' + digest(stream);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
