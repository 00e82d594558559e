package dev.headrace.app;

import dev.headrace.event.ByteSize;
import dev.headrace.ingest.AllowedOrigins;
import dev.headrace.ingest.WebSites;
import dev.headrace.operations.AllowedHosts;
import dev.headrace.privacy.TrustedProxies;
import dev.headrace.publishing.Beginning;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the texts of settings, strictly. Every refusal is an IllegalArgumentException whose message
 * goes on after the text: {@code is not a port: a whole number from 0 to 65535}.
 */
final class SettingText {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.%]+");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Pattern WEB_DOMAIN = Pattern.compile("[a-z0-9.-]{1,253}");
    private static final Pattern WEB_EVENT = Pattern.compile("[a-z0-9_.-]{1,64}");
    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern UNESCAPED_COMMA = Pattern.compile("(?<!\\\\),");

    private SettingText() {}

    static String text(String text) {
        return text;
    }

    static int port(String text) {
        return Math.toIntExact(whole(text, 0, 65_535, "is not a port: a whole number to 65535"));
    }

    /** A whole number from 1 to a million. */
    static int count(String text) {
        return Math.toIntExact(
                whole(text, 1, 1_000_000, "is not a whole number from 1 to 1000000"));
    }

    private static long whole(String text, long least, long most, String refusal) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(refusal);
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(refusal);
        }
        return number;
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    static String host(String text) {
        return matching(HOST, text, "is not a host name or address such as localhost or 0.0.0.0");
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    static ByteSize size(String text) {
        return ByteSize.parse(text);
    }

    /** A duration of at least a millisecond. */
    static Duration duration(String text) {
        Duration duration = anyDuration(text);
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("is not longer than nothing");
        }
        return duration;
    }

    /** A duration that may be none at all. */
    static Duration durationFromZero(String text) {
        Duration duration = anyDuration(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is shorter than nothing");
        }
        return duration;
    }

    /** Where a new sink begins: {@code end}, {@code start}, a time, or so long ago. */
    static Beginning beginning(String text) {
        return switch (text) {
            case "end" -> new Beginning.AtEnd();
            case "start" -> new Beginning.AtStart();
            default -> timeOrAge(text);
        };
    }

    private static Beginning timeOrAge(String text) {
        try {
            return text.contains("T") && !text.startsWith("P")
                    ? new Beginning.At(Instant.parse(text))
                    : new Beginning.Ago(duration(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is neither end nor start, nor a time such as 2026-03-01T12:00:00Z, nor an age"
                            + " such as 6h",
                    e);
        }
    }

    private static Duration anyDuration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        try {
            return amount.matches()
                    ? UNITS.getOrDefault(amount.group(2), Duration.ZERO)
                            .multipliedBy(Long.parseLong(amount.group(1)))
                    : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "is not a duration such as 500ms, 10s, 5m, 24h, 5d or PT5S", e);
        }
    }

    /** One constant of an enum, in lower case. */
    static <E extends Enum<E>> Function<String, E> word(Class<E> words) {
        List<String> known =
                Arrays.stream(words.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .toList();
        return text -> {
            if (!known.contains(text)) {
                throw new IllegalArgumentException("is not one of " + String.join(", ", known));
            }
            return Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
        };
    }

    static String cookieName(String text) {
        return matching(COOKIE_NAME, text, "is not the name of a cookie");
    }

    static List<Path> paths(String text) {
        return list(text).stream().map(SettingText::path).toList();
    }

    /** Domains as they stand after the @ of an address, in lower case. */
    static Set<String> domains(String text) {
        return Set.copyOf(
                list(text).stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .map(domain ->
                                matching(
                                        DOMAIN,
                                        domain,
                                        "is not a list of domains such as example.org"))
                        .toList());
    }

    /** Web sites by their host, also such as localhost. */
    static Set<String> webDomains(String text) {
        return words(
                WEB_DOMAIN,
                text,
                "is not a list of host names in lower case such as www.example.org");
    }

    /** Events of web sites. */
    static Set<String> webEvents(String text) {
        return words(
                WEB_EVENT, text, "is not a list of events in lower case, of a-z 0-9 _ . and -");
    }

    /** Pages of web sites, of which the doors' own reader is the judge. */
    static List<String> webPages(String text) {
        List<String> pages = list(text);
        WebSites.requirePagePatterns(pages);
        return pages;
    }

    private static Set<String> words(Pattern form, String text, String refusal) {
        return list(text).stream()
                .map(word -> matching(form, word, refusal))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Origins, of which the doors' own reader is the judge. */
    static List<String> origins(String text) {
        List<String> origins = list(text);
        try {
            new AllowedOrigins(origins);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a list of origins such as https://tool.example.org:8443 or https://*.example.org",
                    e);
        }
        return origins;
    }

    /** Host names, of which the admin guard's own reader is the judge. */
    static List<String> hosts(String text) {
        List<String> hosts = list(text);
        try {
            new AllowedHosts("localhost", hosts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a list of hosts such as ops.example.org or ops.example.org:8443", e);
        }
        return hosts;
    }

    /** Addresses and ranges, of which the doors' own reader is the judge. */
    static List<String> proxies(String text) {
        List<String> proxies = list(text);
        for (String proxy : proxies) {
            try {
                new TrustedProxies(List.of(proxy));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "is not a list of proxies: " + e.getMessage(), e);
            }
        }
        return proxies;
    }

    private static String matching(Pattern form, String text, String refusal) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(refusal);
        }
        return text;
    }

    /** Divides at commas; a comma behind a backslash belongs to the item. */
    static List<String> list(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> items =
                UNESCAPED_COMMA
                        .splitAsStream(text + " ")
                        .map(item -> item.strip().replace("\\,", ","))
                        .toList();
        if (items.contains("")) {
            throw new IllegalArgumentException("has an empty item");
        }
        return items;
    }
}
