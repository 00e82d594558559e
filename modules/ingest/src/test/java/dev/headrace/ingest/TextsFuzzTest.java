package dev.headrace.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headrace.event.FuzzSamples;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Owner;
import dev.headrace.eventlog.Position;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Any text in the place of a header, a receipt's id or a time. Without {@code JAZZER_FUZZ=1} only
 * the samples are tried.
 */
class TextsFuzzTest {

    private static final ReceiptIds IDS =
            new ReceiptIds(new byte[32], "abcdefghijkl", new Random(1));
    private static final String RECEIPT = IDS.of(new Appended(new Position("abcdefghijkl", 17), 3));
    private static final Instant FIRST = Instant.parse("-0001-12-31T00:00:00Z");
    private static final Instant LAST = Instant.parse("+10000-01-02T00:00:00Z");
    private static final AllowedOrigins ORIGINS =
            new AllowedOrigins(List.of("https://tools.example.org", "https://*.example.com"));

    @FuzzTest(maxDuration = "5m")
    void textIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        checkTime(text);
        checkKey(header);
        checkReceipt(patched(RECEIPT, bytes));
        checkReceipt(header);
        checkOrigin(header);
        checkEncoding(header);
        TraceParent.attributes(Optional.of(header))
                .values()
                .forEach(value ->
                        require(value.equals(header) && value.length() == 55, "a trace's parent"));
    }

    /** The fast way says what the JDK says, and a time has four digits for its year. */
    static void checkTime(String text) {
        Optional<Instant> read = Timestamps.parse(text);
        read.ifPresent(at -> {
            require(at.equals(slowly(text).orElseThrow()), "the same time as the JDK reads");
            require(at.isAfter(FIRST) && at.isBefore(LAST), "a year of four digits");
        });
    }

    private static Optional<Instant> slowly(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void checkKey(String header) {
        try {
            IdempotencyKey key = IdempotencyKey.read(Optional.of(header)).orElseThrow();
            require(
                    key.text().chars().allMatch(one -> one >= ' ' && one <= '~')
                            && !key.text().isEmpty()
                            && key.text().length() <= 128,
                    "a key is printable and short");
            String quoted = '"' + key.text().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            require(
                    IdempotencyKey.read(Optional.of(quoted)).equals(Optional.of(key)),
                    "a key written out in quotes is the same key");
            String id = key.series(new StreamName("s"), new Owner("o")).id(7);
            require(UUID.fromString(id).version() == 8, "its ids are UUIDs of version 8");
        } catch (RequestRefusedException e) {
            require(e.problem() == Problem.BAD_REQUEST, "a bad key is a bad request");
        }
    }

    private static void checkReceipt(String id) {
        require(IDS.read(id).isEmpty() || id.equals(RECEIPT), "no receipt can be made up");
    }

    private static void checkOrigin(String header) {
        if (ORIGINS.allows(header)) {
            String host = header.toLowerCase(Locale.ROOT);
            require(
                    host.equals("https://tools.example.org")
                            || (host.startsWith("https://")
                                    && host.endsWith(".example.com")
                                    && host.indexOf('/', 8) < 0),
                    "only hosts that are named or below a domain that is");
        }
        try {
            new AllowedOrigins(List.of(header));
        } catch (IllegalArgumentException e) {
            require(e.getMessage() != null, "it says what is wrong");
        }
    }

    private static void checkEncoding(String header) {
        try {
            Inflation.of(Optional.of(header));
        } catch (RequestRefusedException e) {
            require(e.problem() == Problem.UNSUPPORTED_MEDIA_TYPE, "another encoding");
        }
    }

    /** The good text with some letters changed: place, then letter. */
    private static String patched(String good, byte[] from) {
        var text = new StringBuilder(good);
        for (int i = 0; i + 1 < from.length; i += 2) {
            text.setCharAt((from[i] & 0xff) % text.length(), (char) (from[i + 1] & 0x7f));
        }
        return text.toString();
    }

    @Test
    void hasSamplesForEachTarget() {
        new FuzzSamples(TextsFuzzTest.class).requireForEachTarget();
    }

    private static void require(boolean holds, String what) {
        BodyFuzzTest.require(holds, what);
    }
}
