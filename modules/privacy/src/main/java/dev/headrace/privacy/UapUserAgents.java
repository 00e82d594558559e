package dev.headrace.privacy;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import ua_parser.Parser;

/**
 * Reads User-Agent headers by the patterns of ua-parser (uap-core), of which only the families are
 * taken. A header that was read is remembered; one that is new costs hundreds of patterns, so a
 * node reads only so many new ones a second and leaves the others alone: nobody can buy its time
 * with headers that are made up.
 *
 * <p>Safe for use by any number of threads.
 */
public final class UapUserAgents implements UserAgents {

    /** Browsers' own are shorter; the beginning tells enough. */
    private static final int LONGEST = 512;

    /**
     * New headers a second; a burst of ten seconds' worth comes before it. A usual one costs 0.5 ms
     * of CPU, the worst that was found 2.5 ms: at most a twentieth of one core.
     */
    static final int NEW_A_SECOND = 20;

    /** Of one generation: with usual headers both are about 2 MB. */
    static final int MOST_RECENT = 2_048;

    private static final int BURST = 10 * NEW_A_SECOND;
    private static final long COST = Duration.ofSeconds(1).toNanos() / NEW_A_SECOND;

    private final CompletableFuture<Parser> parser;
    private final LongSupplier nanoTime;
    private final AtomicLong paidUntil;
    private final Recent<String, Families> recent = new Recent<>(MOST_RECENT);

    UapUserAgents(CompletableFuture<Parser> parser, LongSupplier nanoTime) {
        this.parser = parser;
        this.nanoTime = nanoTime;
        this.paidUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Begins to read the patterns, some hundred milliseconds' work, beside the caller; the first
     * header waits for it.
     *
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    public static UapUserAgents load(LongSupplier nanoTime) {
        return new UapUserAgents(CompletableFuture.supplyAsync(Parser::new), nanoTime);
    }

    @Override
    public Optional<Families> of(String header) {
        String text = header.length() <= LONGEST ? header : header.substring(0, LONGEST);
        Families known = recent.find(text);
        if (known != null) {
            return Optional.of(known);
        }
        if (text.isBlank() || !mayRead()) {
            return Optional.empty();
        }
        Families read = read(parser.join(), text);
        recent.remember(text, read);
        return Optional.of(read);
    }

    private boolean mayRead() {
        long now = nanoTime.getAsLong();
        while (true) {
            long before = paidUntil.get();
            long from = Math.max(before - now, 0);
            if (from + COST > BURST * COST) {
                return false;
            }
            if (paidUntil.compareAndSet(before, now + from + COST)) {
                return true;
            }
        }
    }

    private static Families read(Parser parser, String text) {
        String browser = KnownFamilies.browser(parser.parseUserAgent(text).family);
        if (browser.equals(KnownFamilies.BOT)) {
            return new Families(browser, Families.OTHER, "bot");
        }
        String system = KnownFamilies.system(parser.parseOS(text).family);
        return new Families(browser, system, device(text.toLowerCase(Locale.ROOT), system));
    }

    /** The patterns for models of devices are most of them, and tell more than a family. */
    private static String device(String lower, String system) {
        if (isTelevision(lower, system)) {
            return "tv";
        }
        if (lower.contains("ipad") || lower.contains("tablet")) {
            return "tablet";
        }
        if (lower.contains("mobile") || lower.contains("iphone") || lower.contains("ipod")) {
            return "mobile";
        }
        return switch (system) {
            case "Android" -> "tablet"; // a telephone says Mobile
            case "Windows", "macOS", "Linux", "ChromeOS", "BSD" -> "desktop";
            default -> Families.UNKNOWN_DEVICE;
        };
    }

    private static boolean isTelevision(String lower, String system) {
        return system.equals("tvOS")
                || lower.contains("smart-tv")
                || lower.contains("smarttv")
                || lower.contains("hbbtv")
                || lower.contains("appletv")
                || lower.contains("googletv")
                || lower.contains("android tv")
                || lower.contains("bravia")
                || lower.contains("crkey")
                || lower.contains("web0s");
    }
}
