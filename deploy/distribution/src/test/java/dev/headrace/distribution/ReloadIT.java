package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are added, changed and broken while the server runs. */
class ReloadIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String SCHEMA =
            """
            { "type": "object", "required": ["n"], "properties": { "n": { "type": "integer" } } }
            """;

    @TempDir Path folder;

    @Test
    void streamsChangeWithoutARestartAndABrokenOneKeepsItsOldForm() throws Exception {
        write("first", "limits: { events: 5 }");
        try (HeadraceProcess headrace = start()) {
            assertThat(post(headrace, "first", "[{\"n\":1}]")).isEqualTo(202);
            assertThat(post(headrace, "second", "[{\"n\":1}]")).isEqualTo(404);

            write("second", "");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(post(headrace, "second", "[{\"n\":1}]")).isEqualTo(202));

            write("first", "limits: { events: 1 }");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(post(headrace, "first", "[{\"n\":1},{\"n\":2}]"))
                                    .isEqualTo(413));

            write("first", "limits: { events: none }");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(HeadraceProcess.get(headrace.internal("/health")).body())
                                    .contains("first/stream.yaml", "/limits/events"));
            assertThat(post(headrace, "first", "[{\"n\":3}]")).as("the old form").isEqualTo(202);
            assertThat(HeadraceProcess.get(headrace.internal("/health/ready")).statusCode())
                    .isEqualTo(200);
            assertThat(headrace.log()).contains("keeps its old form");
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(HeadraceProcess.lake(folder.resolve("data/lake")))
                                    .extracting(one -> one.path("stream").asString())
                                    .contains("first", "second"));
        }
    }

    private HeadraceProcess start() {
        return HeadraceProcess.start(
                folder.resolve("data"),
                """
                headrace:
                  public: { host: 127.0.0.1 }
                  streams: { folders: "%s" }
                  sinks:
                    lake: { type: file, linger: 50ms }
                """
                        .formatted(folder.resolve("streams")),
                Map.of());
    }

    private void write(String stream, String line) throws IOException {
        Path place = Files.createDirectories(folder.resolve("streams").resolve(stream));
        Files.writeString(place.resolve("v1.schema.json"), SCHEMA);
        Files.writeString(
                place.resolve("stream.yaml"),
                """
                name: %s
                listener: public
                schemas: { 1: v1.schema.json }
                auth: [hmac]
                %s
                """
                        .formatted(stream, line));
    }

    private static int post(HeadraceProcess headrace, String stream, String body) throws Exception {
        return headrace.post("/v1/streams/" + stream + "/events", body).statusCode();
    }
}
