package dev.headrace.privacy;

import java.util.List;
import java.util.Locale;

/**
 * The closed lists of families. What browsers and libraries call things is mapped to them by how
 * the name begins: a name that somebody made up is {@code Other}, so a header makes no new value.
 */
final class KnownFamilies {

    /** What all browsers that are made of it name too. */
    static final String CHROMIUM = "Chromium";

    /** In place of a browser's name. */
    static final String BOT = "Bot";

    /** The first that fits. */
    private static final List<Family> BROWSERS =
            List.of(
                    new Family("google chrome", "Chrome"),
                    new Family("chrome mobile webview", "WebView"),
                    new Family("android webview", "WebView"),
                    new Family("chromium", CHROMIUM),
                    new Family("chrome", "Chrome"),
                    new Family("headlesschrome", "Chrome"),
                    new Family("microsoft edge", "Edge"),
                    new Family("edge", "Edge"),
                    new Family("firefox", "Firefox"),
                    new Family("mobile safari ui/wkwebview", "WebView"),
                    new Family("mobile safari", "Safari"),
                    new Family("safari", "Safari"),
                    new Family("opera", "Opera"),
                    new Family("samsung internet", "Samsung Internet"),
                    new Family("brave", "Brave"),
                    new Family("vivaldi", "Vivaldi"),
                    new Family("yandex", "Yandex"),
                    new Family("yabrowser", "Yandex"),
                    new Family("duckduckgo", "DuckDuckGo"),
                    new Family("amazon silk", "Silk"),
                    new Family("miui browser", "MIUI"),
                    new Family("huawei", "Huawei"),
                    new Family("uc browser", "UC Browser"),
                    new Family("qq browser", "QQ Browser"),
                    new Family("whale", "Whale"),
                    new Family("ie mobile", "Internet Explorer"),
                    new Family("ie", "Internet Explorer"),
                    new Family("android", "Android Browser"));

    private static final List<Family> SYSTEMS =
            List.of(
                    new Family("windows", "Windows"),
                    new Family("mac", "macOS"),
                    new Family("ios", "iOS"),
                    new Family("android", "Android"),
                    new Family("chrome os", "ChromeOS"),
                    new Family("chromium os", "ChromeOS"),
                    new Family("linux", "Linux"),
                    new Family("ubuntu", "Linux"),
                    new Family("debian", "Linux"),
                    new Family("fedora", "Linux"),
                    new Family("harmonyos", "HarmonyOS"),
                    new Family("tvos", "tvOS"),
                    new Family("atv os x", "tvOS"),
                    new Family("tizen", "Tizen"),
                    new Family("webos", "webOS"),
                    new Family("freebsd", "BSD"),
                    new Family("openbsd", "BSD"),
                    new Family("netbsd", "BSD"));

    private record Family(String start, String name) {}

    private KnownFamilies() {}

    static String browser(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("bot") || lower.contains("spider") || lower.contains("crawler")
                ? BOT
                : named(BROWSERS, lower);
    }

    static String system(String name) {
        return named(SYSTEMS, name.toLowerCase(Locale.ROOT));
    }

    private static String named(List<Family> families, String lower) {
        for (Family family : families) {
            if (lower.startsWith(family.start())) {
                return family.name();
            }
        }
        return Families.OTHER;
    }
}
