package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Receipt;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.EventLogFullException;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.privacy.Refinery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way of an event, step by step: authenticate, read, decode, validate, refine, append, receipt.
 *
 * <p>Called by the doors on the request's own (virtual) thread; safe for any number of them.
 * Whatever is refused as a whole ends in a {@link RequestRefusedException}, and then nothing was
 * stored.
 */
public final class IngestPipeline {

    private final StreamCatalog catalog;
    private final Gate gate;
    private final BodyReader bodies;
    private final EventDecoder decoder;
    private final EventSorter sorter;
    private final Refinery refinery;
    private final EventLog log;
    private final LogGate logGate;
    private final RateLimits rates;
    private final RejectNotes rejects;
    private final ReceiptIds receiptIds;
    private final IngestCounters counters;
    private final Clock clock;

    IngestPipeline(IngestParts parts) {
        this.catalog = parts.catalog();
        this.gate = new Gate(parts.authenticator(), parts.origins());
        MemoryBudget budget = new MemoryBudget(parts.bodyBytesInFlight());
        parts.meters().gauge("request_bodies_bytes", Map.of(), budget::taken);
        this.bodies = new BodyReader(budget, parts.slowBodyWatch());
        this.decoder = new EventDecoder();
        this.sorter =
                new EventSorter(parts.validator(), new EventIds(parts.clock(), parts.random()));
        this.refinery = parts.refinery();
        this.log = parts.log();
        this.logGate = new LogGate(parts.log());
        this.rates = parts.rates();
        this.rejects = new RejectNotes(parts.rejects(), parts.refinery(), parts.clock());
        this.receiptIds = new ReceiptIds(parts.receiptKey(), parts.node(), parts.random());
        this.counters = new IngestCounters(parts.meters());
        this.clock = parts.clock();
    }

    /**
     * Takes a post: when this returns, the accepted events are on disk.
     *
     * @throws RequestRefusedException when nothing of the request is taken
     */
    public IngestAnswer ingest(IngestRequest request) {
        return counted(() -> accept(request, gate::admit));
    }

    /** Takes a post from a person known by cookie, whatever its other headers say. */
    IngestAnswer ingestFromPerson(IngestRequest request) {
        return counted(() -> accept(request, gate::admitPerson));
    }

    /** Makes every check of {@link #ingest} and stores nothing; the receipt's id is empty. */
    public IngestAnswer validate(IngestRequest request) {
        Contract contract = contractOf(request);
        Gate.Caller caller = gate.admit(contract, request.credentials(), request.origin());
        Quota quota = rates.quota(contract, caller.principal());
        quota.requireSome();
        try (Body body = bodies.read(request, contract.limits().request().bytes())) {
            Optional<Allowance> left = charge(quota, contract, request, body);
            EventSorter.Sorted sorted = sort(contract, request, clock.instant(), body);
            int valid = sorted.valid().values().stream().mapToInt(List::size).sum();
            return new IngestAnswer(
                    new Receipt("", valid, 0, List.of(), sorted.rejected()),
                    caller.graceUntil(),
                    left);
        }
    }

    /** The person that a cookie names, for doors that put it into an event of their own. */
    Principal person(IngestRequest request) {
        return gate.admitPerson(contractOf(request), request.credentials(), request.origin())
                .principal();
    }

    private IngestAnswer accept(IngestRequest request, Admission admission)
            throws InterruptedException {
        Contract contract = contractOf(request);
        Gate.Caller caller = admission.admit(contract, request.credentials(), request.origin());
        try {
            return accept(contract, request, caller);
        } catch (RequestRefusedException e) {
            rejects.request(contract, caller.principal(), e);
            throw e;
        }
    }

    private IngestAnswer accept(Contract contract, IngestRequest request, Gate.Caller caller)
            throws InterruptedException {
        logGate.requireOpen();
        Quota quota = rates.quota(contract, caller.principal());
        quota.requireSome();
        try (Body body = bodies.read(request, contract.limits().request().bytes())) {
            Instant receivedAt = clock.instant();
            Optional<Allowance> left = charge(quota, contract, request, body);
            EventSorter.Sorted sorted = sort(contract, request, receivedAt, body);
            Principal principal = refinery.refine(contract, caller.principal());
            List<FrameDraft> frames = frames(contract, request, receivedAt, principal, sorted);
            Receipt receipt = append(frames, sorted);
            counters.count(contract.name(), receipt, body.length());
            rejects.events(contract, principal, receivedAt, sorted.rejected());
            return new IngestAnswer(receipt, caller.graceUntil(), left);
        }
    }

    private Contract contractOf(IngestRequest request) {
        return Optional.of(request.stream())
                .filter(StreamName::isValid)
                .flatMap(name -> catalog.find(new StreamName(name)))
                .filter(contract -> contract.listener() == request.listener())
                .orElseThrow(() ->
                        new RequestRefusedException(
                                Problem.UNKNOWN_STREAM,
                                "GET /v1/streams lists the streams of this listener"));
    }

    private EventSorter.Sorted sort(
            Contract contract, IngestRequest request, Instant receivedAt, Body body) {
        OptionalInt version = SchemaVersions.named(contract, request.schemaVersion());
        BodyFormat format = BodyFormat.of(request.contentType());
        return sorter.sort(
                contract,
                version,
                receivedAt,
                body.bytes(),
                decoder.decode(body, format, contract.limits().event().bytes()));
    }

    /** A request of too many events is charged for as many as it may have, and refused later. */
    private static Optional<Allowance> charge(
            Quota quota, Contract contract, IngestRequest request, Body body) {
        return quota.charge(() ->
                Math.min(
                        contract.limits().events(),
                        JsonScan.events(body, BodyFormat.of(request.contentType()))));
    }

    private static List<FrameDraft> frames(
            Contract contract,
            IngestRequest request,
            Instant receivedAt,
            Principal principal,
            EventSorter.Sorted sorted) {
        Map<String, String> attributes = TraceParent.attributes(request.traceparent());
        var frames = new ArrayList<FrameDraft>(sorted.valid().size());
        for (Map.Entry<Integer, List<RecordDraft>> valid : sorted.valid().entrySet()) {
            Contract.SchemaVersion schema = contract.schema(valid.getKey());
            frames.add(
                    new FrameDraft(
                            contract.name(),
                            schema.number(),
                            schema.digest(),
                            receivedAt,
                            principal,
                            attributes,
                            valid.getValue()));
        }
        return frames;
    }

    /** Durable from here on: the acknowledgement point. */
    private Receipt append(List<FrameDraft> frames, EventSorter.Sorted sorted)
            throws InterruptedException {
        if (frames.isEmpty()) {
            return new Receipt(receiptIds.ofNothing(), 0, 0, List.of(), sorted.rejected());
        }
        Appended appended = log.append(frames);
        return new Receipt(
                receiptIds.of(appended), appended.count(), 0, List.of(), sorted.rejected());
    }

    private IngestAnswer counted(Step step) {
        try {
            return step.take();
        } catch (RequestRefusedException e) {
            counters.count(e.problem());
            throw e;
        } catch (EventLogFullException e) {
            throw counted(LogGate.full());
        } catch (EventLogFailedException e) {
            throw counted(LogGate.failed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw counted(
                    new RequestRefusedException(Problem.OVERLOADED, "the server is stopping"));
        }
    }

    private RequestRefusedException counted(RequestRefusedException refused) {
        counters.count(refused.problem());
        return refused;
    }

    /** How a door knows its callers. */
    private interface Admission {
        Gate.Caller admit(
                Contract contract,
                dev.headrace.auth.Credentials credentials,
                Optional<String> origin);
    }

    private interface Step {
        IngestAnswer take() throws InterruptedException;
    }
}
