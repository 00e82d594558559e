package ${package};

import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The calls to the target, and what its answers mean. Its threads end when it is closed. */
final class HttpTarget {

    private final HttpSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    HttpTarget(HttpSettings settings) {
        this.settings = settings;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.timeout())
                        .executor(threads)
                        .build();
    }

    /** Asks whether the target is there and knows us. */
    void look() throws SinkException, InterruptedException {
        call(request(settings.url()).GET().build());
    }

    /** Stores a batch; when this returns, the target has it. */
    void put(String id, byte[] lines) throws SinkException, InterruptedException {
        URI url = URI.create(settings.url() + "/" + id);
        call(request(url).PUT(HttpRequest.BodyPublishers.ofByteArray(lines)).build());
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.timeout());
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private void call(HttpRequest request) throws SinkException, InterruptedException {
        HttpResponse<Void> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new SinkException.Unavailable(
                    "no answer: " + e.getClass().getSimpleName(), e);
        }
        judge(response);
    }

    /** A target in trouble is never a bad record: nothing here refuses an event. */
    private static void judge(HttpResponse<?> response) throws SinkException {
        int status = response.statusCode();
        switch (status) {
            case 200, 201, 204 -> {
                // stored
            }
            case 401, 403 ->
                    throw new SinkException.Unauthorised(
                            "answered " + status + ": token needs a right to write");
            case 404 -> throw new SinkException.Misconfigured("url", "answered 404");
            case 413 -> throw new SinkException.TooLarge("answered 413");
            case 429 -> throw new SinkException.Throttled("answered 429", retryAfter(response));
            default -> throw new SinkException.Unavailable("answered " + status);
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    void close() {
        client.shutdownNow();
        threads.shutdownNow();
        client.close();
        threads.close();
    }
}
