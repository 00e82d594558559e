package dev.headrace.privacy;

import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the client hints that browsers send unasked (User-Agent Client Hints, W3C): the brands, the
 * platform and whether it is a mobile one. They cost no pattern, so they come before the User-Agent
 * header.
 */
public final class ClientHints {

    private static final String BRANDS = "Sec-CH-UA";
    private static final String PLATFORM = "Sec-CH-UA-Platform";
    private static final String MOBILE = "Sec-CH-UA-Mobile";

    /** Browsers send about a hundred characters; what lies beyond is not looked at. */
    private static final int LONGEST = 512;

    private static final int MOST_BRANDS = 8;

    private ClientHints() {}

    /**
     * The families that the hints tell.
     *
     * @param header the first value of a header, by its name
     * @return empty where the brands or the platform are missing, or name nothing that is known
     */
    public static Optional<Families> read(Function<String, Optional<String>> header) {
        Optional<String> brands = header.apply(BRANDS);
        if (brands.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> browser = browser(brands.get());
        Optional<String> system =
                header.apply(PLATFORM)
                        .map(text -> KnownFamilies.system(unquoted(text)))
                        .filter(name -> !name.equals(Families.OTHER));
        if (browser.isEmpty() || system.isEmpty()) {
            return Optional.empty();
        }
        boolean mobile = header.apply(MOBILE).map(String::strip).filter("?1"::equals).isPresent();
        return Optional.of(new Families(browser.get(), system.get(), device(system.get(), mobile)));
    }

    /**
     * The brand that says most: a list has an invented one beside {@code Chromium}, which all that
     * are made of it name, and the browser's own.
     */
    private static Optional<String> browser(String list) {
        String text = list.substring(0, Math.min(list.length(), LONGEST));
        Optional<String> found = Optional.empty();
        int at = 0;
        for (int brands = 0; brands < MOST_BRANDS; brands++) {
            int from = text.indexOf('"', at);
            int to = from < 0 ? -1 : text.indexOf('"', from + 1);
            if (to < 0) {
                return found;
            }
            String name = KnownFamilies.browser(text.substring(from + 1, to));
            if (!name.equals(Families.OTHER)
                    && (found.isEmpty() || !name.equals(KnownFamilies.CHROMIUM))) {
                found = Optional.of(name);
            }
            at = behindVersion(text, to + 1);
        }
        return found;
    }

    /** Behind the {@code ;v="24"} of a brand: the next one begins after a comma. */
    private static int behindVersion(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static String unquoted(String text) {
        String plain = text.strip();
        return plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")
                ? plain.substring(1, plain.length() - 1)
                : plain;
    }

    /** A tablet says that it is none of the mobile ones. */
    private static String device(String system, boolean mobile) {
        if (mobile) {
            return "mobile";
        }
        return switch (system) {
            case "Android", "iOS" -> "tablet";
            case "Windows", "macOS", "Linux", "ChromeOS" -> "desktop";
            default -> Families.UNKNOWN_DEVICE;
        };
    }
}
