package dev.headrace.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server's admin resources, one request at a time. */
final class AdminClient {

    /** Longer than a sink may take that is asked whether it can use its target. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** For what reads a whole store, or searches every sink. */
    static final Duration LONG_PATIENCE = Duration.ofHours(6);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final String token;
    private final Duration patience;

    /**
     * @param patience how long to wait for an answer
     */
    AdminClient(URI server, String token, Duration patience) {
        this.server = server;
        this.token = token;
        this.patience = patience;
    }

    /** What the server answered: as it came, and read. */
    record Reply(String text, JsonNode json) {}

    /**
     * Asks.
     *
     * @param query by name; what is empty is left out
     * @throws AdminCallException saying what a person can do about it
     */
    Reply get(String path, Map<String, Optional<String>> query) throws InterruptedException {
        String text =
                query.entrySet().stream()
                        .filter(entry -> entry.getValue().isPresent())
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue().get()))
                        .sorted()
                        .collect(Collectors.joining("&"));
        return send(request(text.isEmpty() ? path : path + "?" + text).GET());
    }

    /** Orders; the body may be the empty text. */
    Reply post(String path, String body) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** A text as a part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(server.resolve(path))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new AdminCallException(
                    server + " is not the address of a server, or the token has a strange letter");
        }
    }

    private Reply send(HttpRequest.Builder request) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return read(answer);
        } catch (ConnectException e) {
            throw new AdminCallException(
                    "nobody answers at " + server + "; is the server running? --url tells where");
        } catch (HttpTimeoutException e) {
            throw new AdminCallException(
                    server + " did not answer within " + patience.toSeconds() + " s");
        } catch (IOException e) {
            throw new AdminCallException(
                    "the request to " + server + " failed: " + e.getClass().getSimpleName());
        }
    }

    private Reply read(HttpResponse<String> answer) {
        JsonNode json;
        try {
            json = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw notOurs(answer);
        }
        if (answer.statusCode() / 100 == 2) {
            return new Reply(answer.body(), json);
        }
        if (!json.has("detail")) {
            throw notOurs(answer);
        }
        throw new AdminCallException(
                json.path("title").asString()
                        + " ("
                        + answer.statusCode()
                        + "): "
                        + AdminTable.plain(json.path("detail").asString()));
    }

    private AdminCallException notOurs(HttpResponse<String> answer) {
        return new AdminCallException(
                server
                        + " answered "
                        + answer.statusCode()
                        + ", but not as an internal listener of Headrace does; --url tells where");
    }
}
