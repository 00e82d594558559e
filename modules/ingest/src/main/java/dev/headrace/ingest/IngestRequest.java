package dev.headrace.ingest;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.event.Signal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A post as it came, before anything of it was believed.
 *
 * @param stream the stream's name as the path says it
 * @param listener the listener that it came through
 * @param schemaVersion the schema version that the client named
 * @param credentials what it says of the caller
 * @param origin the header {@code Origin}
 * @param contentType the header {@code Content-Type}
 * @param contentEncoding the header {@code Content-Encoding}
 * @param contentLength the header {@code Content-Length}, or -1
 * @param traceparent the header {@code traceparent}
 * @param idempotencyKey the header {@code Idempotency-Key}
 * @param signals what the person's browser says; looked up only for streams that honour it
 * @param sender what else is known of who sent it
 * @param body the body, not yet read
 */
public record IngestRequest(
        String stream,
        Contract.Listener listener,
        Optional<String> schemaVersion,
        Credentials credentials,
        Optional<String> origin,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        long contentLength,
        Optional<String> traceparent,
        Optional<String> idempotencyKey,
        Supplier<Set<Signal>> signals,
        Sender sender,
        InputStream body) {

    /** The same request of nobody: of whoever sent it, nothing is looked at or kept. */
    IngestRequest anonymous() {
        return new IngestRequest(
                stream,
                listener,
                schemaVersion,
                Credentials.none(credentials.rawPath()),
                origin,
                contentType,
                contentEncoding,
                contentLength,
                Optional.empty(),
                idempotencyKey,
                signals,
                sender,
                body);
    }

    /** The same request with one event, made of what its headers say. */
    IngestRequest carrying(byte[] event) {
        return new IngestRequest(
                stream,
                listener,
                Optional.empty(),
                credentials,
                origin,
                Optional.of(Answer.JSON),
                Optional.empty(),
                event.length,
                traceparent,
                Optional.empty(),
                signals,
                sender,
                new ByteArrayInputStream(event));
    }

    /** The same request with a content type of the door's own, and its body seen in another way. */
    IngestRequest with(String type, InputStream seen) {
        return new IngestRequest(
                stream,
                listener,
                schemaVersion,
                credentials,
                origin,
                Optional.of(type),
                contentEncoding,
                contentLength,
                traceparent,
                idempotencyKey,
                signals,
                sender,
                seen);
    }
}
