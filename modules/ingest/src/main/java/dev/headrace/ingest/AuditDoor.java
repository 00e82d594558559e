package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;

/**
 * Takes the audit events that the core of a platform forwards: {@code {"events":[…]}}. It stands on
 * the internal listener alone, and reads nothing back.
 *
 * <p>202 when at least one event is stored or was before, 422 when every one was refused; both say
 * which and why. The forwarder may send the same again after any other answer.
 */
final class AuditDoor {

    static final String PATH = "/v1/audit/ingest";

    private static final int ACCEPTED = 202;
    private static final int ALL_REJECTED = 422;

    private final IngestPipeline pipeline;
    private final StreamCatalog catalog;

    AuditDoor(IngestPipeline pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    Answer post(ServerRequest http, InputStream body) {
        try {
            String stream = DialectStreams.find(catalog, Dialect.AUDIT, Contract.Listener.INTERNAL);
            return answer(
                    pipeline.ingest(Exchange.read(http, stream, body), EventsEnvelope::takeOff));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private static Answer answer(IngestAnswer taken) {
        int status = taken.isAllRejected() ? ALL_REJECTED : ACCEPTED;
        return CanonicalDoor.withFields(
                Answer.json(status, PlatformAnswers.audit(taken.receipt())), taken);
    }
}
