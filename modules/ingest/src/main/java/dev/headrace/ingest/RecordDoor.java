package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers as the second seed system does, a gateway before a delivery stream: one JSON object a
 * request, 200 with a record id, 400 with one sentence. What it left unsaid is added: why a body
 * was refused. What it said wrongly is not: there is no 200 for what was not stored.
 */
final class RecordDoor implements DialectDoor {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final String PATH = "/record";

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    RecordDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH, "POST " + PATH + "/deployment", "POST " + PATH + "/cli");
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(http -> record(http, Dialect.RECORD_DEPLOYMENT)))
                .post(
                        PATH + "/deployment",
                        Sending.of(http -> record(http, Dialect.RECORD_DEPLOYMENT)))
                .post(PATH + "/cli", Sending.of(http -> record(http, Dialect.RECORD_CLI)))
                .any(PATH, Sending.of(http -> RecordAnswers.nothingHere()))
                .any(PATH + "/*", Sending.of(http -> RecordAnswers.nothingHere()));
    }

    private Answer record(ServerRequest http, Dialect dialect) {
        Optional<Contract> stream = dialect.stream(catalog.all(), Contract.Listener.PUBLIC);
        if (stream.isEmpty()) {
            return RecordAnswers.nothingHere();
        }
        return take(Exchange.read(http, stream.get().name().value(), http.content().inputStream()));
    }

    /** Takes one report. */
    Answer take(IngestRequest request) {
        try {
            return answer(pipeline.get().ingest(oneObject(request)));
        } catch (RequestRefusedException e) {
            return RecordAnswers.refused(e);
        }
    }

    private static Answer answer(IngestAnswer taken) {
        Answer answer =
                taken.isAllRejected()
                        ? Answer.json(
                                BAD_REQUEST, RecordAnswers.invalid(taken.receipt().rejected()))
                        : Answer.json(OK, RecordAnswers.recorded(taken.receipt().id()));
        return CanonicalDoor.withFields(answer, taken);
    }

    /** The gateway knew one kind of body, and took a request without a type for it. */
    private static IngestRequest oneObject(IngestRequest request) {
        String type = request.contentType().orElse(Answer.JSON);
        if (!isJson(type) || request.contentEncoding().isPresent()) {
            throw new RequestRefusedException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is application/json, and the body is not compressed");
        }
        return request.with(Answer.JSON, new OneObject(request.body()));
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String plain = end < 0 ? type : type.substring(0, end);
        return plain.trim().toLowerCase(Locale.ROOT).equals(Answer.JSON);
    }
}
