package dev.headrace.ingest;

import dev.headrace.event.Cardinality;
import java.util.List;
import java.util.Locale;

/**
 * Maps what browsers say in {@code navigator.platform} to one of twelve families, {@code (other)}
 * among them: enough to see a page fail on telephones, too little to tell two people apart.
 */
final class Platforms {

    /** By how the text begins, in lower case; the first that fits. */
    private static final List<Family> FAMILIES =
            List.of(
                    new Family("win", "Windows"),
                    new Family("mac", "macOS"),
                    new Family("iphone", "iPhone"),
                    new Family("ipad", "iPad"),
                    new Family("ipod", "iPod"),
                    new Family("android", "Android"),
                    new Family("linux arm", "Linux ARM"),
                    new Family("linux aarch", "Linux ARM"),
                    new Family("linux", "Linux"),
                    new Family("cros", "ChromeOS"),
                    new Family("freebsd", "BSD"),
                    new Family("openbsd", "BSD"),
                    new Family("netbsd", "BSD"),
                    new Family("playstation", "Console"),
                    new Family("nintendo", "Console"));

    private record Family(String start, String name) {}

    private Platforms() {}

    static String familyOf(String platform) {
        String lower = platform.toLowerCase(Locale.ROOT);
        for (Family family : FAMILIES) {
            if (lower.startsWith(family.start())) {
                return family.name();
            }
        }
        return Cardinality.OTHER;
    }
}
