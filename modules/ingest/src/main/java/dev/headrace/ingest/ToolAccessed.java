package dev.headrace.ingest;

import dev.headrace.event.Principal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the event of the tracking pixel: which person opened which tool. */
final class ToolAccessed {

    private static final Map<String, String> STAGES =
            Map.of(
                    ".gutools.co.uk", "PROD",
                    ".local.dev-gutools.co.uk", "LOCAL",
                    ".code.dev-gutools.co.uk", "CODE",
                    ".test.dev-gutools.co.uk", "TEST");

    private final IngestPipeline pipeline;
    private final GuardianDialect dialect;
    private final Clock clock;

    ToolAccessed(IngestPipeline pipeline, GuardianDialect dialect, Clock clock) {
        this.pipeline = pipeline;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Stores the event: 204, never cached. */
    Answer record(IngestRequest request, ServerRequest http) {
        Principal person = pipeline.person(request);
        Optional<URI> referrer = referrer(http);
        Optional<String> stage =
                single(http, "stage").or(() -> referrer.flatMap(ToolAccessed::stageOf));
        Optional<String> app = single(http, "app");
        Optional<String> path = single(http, "path");
        if (app.isEmpty() || path.isEmpty() || stage.isEmpty() || person.email().isEmpty()) {
            return Answer.json(
                    400, JsonAnswers.guardian("error", "Incorrect event format", List.of()));
        }
        byte[] event = event(person.email().get(), stage.get(), app.get(), path.get(), referrer);
        IngestAnswer answer = pipeline.ingestFromPerson(withBody(request, event));
        if (answer.isAllRejected()) {
            return Answer.json(
                    400,
                    JsonAnswers.guardian(
                            "error", "Incorrect event format", answer.receipt().rejected()));
        }
        return new Answer(204, "", new byte[0], Map.of("Cache-Control", "no-store"));
    }

    private byte[] event(
            String email, String stage, String app, String path, Optional<URI> referrer) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("app", dialect.app());
            json.writeStringProperty("stage", dialect.stage());
            json.writeStringProperty("type", "GUARDIAN_TOOL_ACCESSED");
            json.writeNumberProperty("value", 1);
            json.writeStringProperty("eventTime", clock.instant().toString());
            json.writeObjectPropertyStart("tags");
            json.writeStringProperty("email", email);
            json.writeStringProperty("stage", stage);
            json.writeStringProperty("app", app);
            json.writeStringProperty("path", path);
            referrer.ifPresent(uri -> json.writeStringProperty("referrer-hostname", uri.getHost()));
            referrer.ifPresent(uri -> json.writeStringProperty("referrer-pathname", pathOf(uri)));
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static IngestRequest withBody(IngestRequest request, byte[] event) {
        return new IngestRequest(
                request.stream(),
                request.listener(),
                Optional.empty(),
                request.credentials(),
                request.origin(),
                Optional.of(Answer.JSON),
                Optional.empty(),
                event.length,
                request.traceparent(),
                Optional.empty(),
                request.signals(),
                request.sender(),
                new ByteArrayInputStream(event));
    }

    /** A query parameter that is given exactly once. */
    private static Optional<String> single(ServerRequest http, String name) {
        if (!http.query().contains(name)) {
            return Optional.empty();
        }
        List<String> values = http.query().all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static Optional<URI> referrer(ServerRequest http) {
        try {
            return Exchange.text(http.headers(), HeaderNames.REFERER)
                    .map(URI::create)
                    .filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> stageOf(URI referrer) {
        String host = referrer.getHost().toLowerCase(Locale.ROOT);
        return STAGES.entrySet().stream()
                .filter(entry -> host.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String pathOf(URI uri) {
        return uri.getPath() == null ? "" : uri.getPath();
    }
}
