package dev.headrace.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A node that takes the events of two sites, and what their pages send. */
final class WebSite {

    static final String ORIGIN = "https://www.bentasker.co.uk";

    /** The body that the seed system documents, letter by letter. */
    static final String SEED =
            """
            {
            "domain":"www.bentasker.co.uk",
            "page":"/posts/blog/general/695-an-analysis-of-search-terms-used-on-bentasker-co-uk.html",
            "timezone":-60,
            "platform":"Linux x86_64",
            "sess_id":"07ab-8022",
            "event":"bentest",
            "note":""
            }
            """;

    /** Stands in headers that must be kept nowhere. */
    static final String CANARY = "canary-of-a-browser";

    private final HeadraceProcess headrace;

    private WebSite(HeadraceProcess headrace) {
        this.headrace = headrace;
    }

    static WebSite start(Path data) {
        return start(data, Configurations.LAKE);
    }

    /** With more sinks, or a store. */
    static WebSite start(Path data, String configuration) {
        return new WebSite(
                HeadraceProcess.start(
                        data,
                        configuration.replace(
                                "  sinks:\n",
                                """
                                  web:
                                    domains: [www.bentasker.co.uk, example.onion]
                                    skip-domains: [skipped.example]
                                    events: [bentest, bentest2, socialclick, searchtermintercepted]
                                    note-events: [socialclick]
                                    session-domains: [example.onion]
                                    pages: ["www.bentasker.co.uk/u/:id"]
                                  sinks:
                                """),
                        Map.of()));
    }

    HeadraceProcess headrace() {
        return headrace;
    }

    /** A page of its own, so that each test finds its events. */
    static String page() {
        return "/" + UUID.randomUUID();
    }

    static String event(String page, String name) {
        return SEED.replaceAll("/posts/[^\"]*", page).replace("bentest", name);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(headrace.url(path))
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", CANARY)
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return HeadraceProcess.send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> post(String body, String header, String value) throws Exception {
        return HeadraceProcess.send(
                request("/v1/web/event")
                        .setHeader(header, value)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    List<JsonNode> inLake(String pointer, String value) {
        try {
            return HeadraceProcess.lake(headrace.data().resolve("lake")).stream()
                    .filter(line -> line.at(pointer).asString("").equals(value))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode awaitOne(String pointer, String value) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> inLake(pointer, value), found -> found.size() == 1)
                .getFirst();
    }
}
