package dev.headrace.ingest;

import dev.headrace.auth.Authenticator;
import dev.headrace.event.Meters;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.EventValidator;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What the pipeline is made of.
 *
 * @param origins the web origins that may post with a cookie
 * @param acknowledgeWait how long an answer waits for the sinks that its stream names
 * @param mostWaiting how many answers wait for sinks at once
 * @param bodyBytesInFlight most bytes of request bodies in memory at once
 * @param receiptKey the node's secret that authenticates receipt ids, at least 32 bytes
 * @param node the node's id
 * @param random safe for use by several threads
 * @param dialects what only some streams need
 */
@SuppressWarnings("ArrayRecordComponent") // a key, handed on once
public record IngestParts(
        StreamCatalog catalog,
        Authenticator authenticator,
        AllowedOrigins origins,
        EventValidator validator,
        Refinery refinery,
        EventLog log,
        RejectLog rejects,
        RateLimits rates,
        Dedupe dedupe,
        Deliveries deliveries,
        Duration acknowledgeWait,
        int mostWaiting,
        SlowBodyWatch slowBodyWatch,
        long bodyBytesInFlight,
        byte[] receiptKey,
        String node,
        Meters meters,
        Clock clock,
        RandomGenerator random,
        DialectParts dialects) {

    /** The pipeline of these parts. */
    public IngestPipeline pipeline() {
        return new IngestPipeline(this);
    }

    /** Looks up receipts in these parts. */
    public Receipts receipts() {
        return new Receipts(this);
    }
}
