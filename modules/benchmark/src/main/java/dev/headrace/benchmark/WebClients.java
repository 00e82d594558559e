package dev.headrace.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Browsers on the pages of a site: they have no credentials. */
final class WebClients {

    /** The site that the node has to allow, with the events {@code click} and {@code search}. */
    static final String SITE = "www.example.org";

    private static final String EVENT = "/v1/web/event";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PAGES = 500;

    private static final List<String> PLATFORMS =
            List.of("Linux x86_64", "Win32", "MacIntel", "iPhone", "Linux armv8l");
    private static final List<String> NOTES = List.of("mastodon", "reddit", "hackernews");

    private final RandomGenerator random;

    WebClients(RandomGenerator random) {
        this.random = random;
    }

    MixedClient events() {
        return () -> {
            boolean click = random.nextBoolean();
            return posted(
                    EVENT, event(SITE, click ? "click" : "search", click ? oneOf(NOTES) : "words"));
        };
    }

    /** Events of sites that nobody allowed: they go to a stream of their own. */
    MixedClient unauthorised() {
        return () -> posted(EVENT, event("mirror-%d.example".formatted(page()), "click", ""));
    }

    private String event(String domain, String name, String note) {
        return """
        {"domain":"%s","page":"/posts/%d.html","timezone":%d,"platform":"%s","event":"%s","note":"%s"}\
        """
                .formatted(domain, page(), timezone(), oneOf(PLATFORMS), name, note);
    }

    MixedClient pageviews() {
        return () ->
                posted(
                        "/v1/web/pageview",
                        """
                        {"domain":"%s","page":"/posts/%d.html","timezone":%d,"platform":"%s",\
                        "referrer":"https://search.example/?q=words","load_ms":%d,"viewed":%d}\
                        """
                                .formatted(
                                        SITE,
                                        page(),
                                        timezone(),
                                        oneOf(PLATFORMS),
                                        random.nextInt(5_000),
                                        random.nextInt(1, 20)));
    }

    MixedClient pixels() {
        return () ->
                new MixedRequest(
                        RequestBytes.get(
                                "/count.gif",
                                Map.of(
                                        "Referer",
                                        "https://%s/posts/%d.html".formatted(SITE, page()),
                                        MixedKeys.FORWARDED,
                                        MixedKeys.address(random))),
                        OK,
                        1);
    }

    /** Reports of so many causes that few are sampled away. */
    MixedClient reports() {
        return () -> {
            String body =
                    """
                    [{"type":"csp-violation","age":10,"url":"https://%s/posts/%d.html",\
                    "user_agent":"Mozilla/5.0","body":{"effectiveDirective":"script-src-elem",\
                    "blockedURL":"https://tracker-%d.example/x.js","disposition":"enforce",\
                    "statusCode":200}}]\
                    """
                            .formatted(SITE, page(), random.nextInt(10_000));
            return new MixedRequest(
                    RequestBytes.post(
                            "/v1/errors/report",
                            "application/reports+json",
                            headers(),
                            body.getBytes(StandardCharsets.UTF_8)),
                    NO_CONTENT,
                    1);
        };
    }

    private MixedRequest posted(String path, String body) {
        return new MixedRequest(
                RequestBytes.post(path, JSON, headers(), body.getBytes(StandardCharsets.UTF_8)),
                NO_CONTENT,
                1);
    }

    /** Each visitor is somewhere else. */
    private Map<String, String> headers() {
        return Map.of(MixedKeys.FORWARDED, MixedKeys.address(random));
    }

    private int page() {
        return random.nextInt(PAGES);
    }

    private int timezone() {
        return 60 * random.nextInt(-12, 12);
    }

    private String oneOf(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
