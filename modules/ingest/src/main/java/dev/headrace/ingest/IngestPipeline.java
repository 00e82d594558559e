package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.EventLogFullException;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.Owner;
import dev.headrace.eventlog.Screening;
import dev.headrace.ingest.EventSorter.Purpose;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.PrivacyKeyException;
import dev.headrace.privacy.Refinery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The way of an event, step by step: authenticate, read, decode, validate, refine, append, wait for
 * the sinks that the contract wants to wait for, receipt.
 *
 * <p>Called by the doors on the request's own (virtual) thread; safe for any number of them.
 * Whatever is refused as a whole ends in a {@link RequestRefusedException}, and then nothing was
 * stored, but for {@link Problem#NOT_YET_DELIVERED}.
 */
public final class IngestPipeline {

    private static final System.Logger LOG = System.getLogger(IngestPipeline.class.getName());

    private final StreamCatalog catalog;
    private final Gate gate;
    private final BodyReader bodies;
    private final EventDecoder decoder;
    private final EventSorter sorter;
    private final Signatures signatures;
    private final ClientAddresses clients;
    private final Suppressions suppressions;
    private final Refinery refinery;
    private final EventLog log;
    private final LogGate logGate;
    private final RateLimits rates;
    private final RejectNotes rejects;
    private final Dedupe dedupe;
    private final Repeats repeats;
    private final ReceiptIds receiptIds;
    private final Acknowledgement acknowledgement;
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
                new EventSorter(
                        parts,
                        new StreamRules(parts.dialects(), parts.catalog()),
                        new EventIds(parts.clock(), parts.random()));
        this.signatures = new Signatures(parts.dialects().deployments());
        this.clients = parts.dialects().clients();
        this.suppressions = new Suppressions(parts.dialects().choices(), clients);
        this.refinery = parts.refinery();
        this.log = parts.log();
        this.logGate = new LogGate(parts.log());
        this.rates = parts.rates();
        this.rejects = new RejectNotes(parts.rejects(), parts.refinery(), parts.clock());
        this.dedupe = parts.dedupe();
        this.repeats = new Repeats(parts.refinery());
        this.receiptIds = new ReceiptIds(parts.receiptKey(), parts.node(), parts.random());
        this.acknowledgement =
                new Acknowledgement(
                        parts.deliveries(), parts.acknowledgeWait(), parts.mostWaiting());
        parts.meters().gauge("requests_waiting", Map.of(), acknowledgement::waiting);
        this.counters = new IngestCounters(parts.meters());
        this.clock = parts.clock();
    }

    /**
     * Takes a post: when this returns, the accepted events are on disk.
     *
     * @throws RequestRefusedException when nothing of the request is taken
     */
    public IngestAnswer ingest(IngestRequest request) {
        return ingest(request, BodyStep.NONE);
    }

    /** Takes a post of a dialect whose bodies have a form of their own. */
    IngestAnswer ingest(IngestRequest request, BodyStep step) {
        return counted(() -> accept(request, gate::admit, step));
    }

    /** Takes a post from a person known by cookie, whatever its other headers say. */
    IngestAnswer ingestFromPerson(IngestRequest request) {
        return counted(() -> accept(request, gate::admitPerson, BodyStep.NONE));
    }

    /** Makes every check of {@link #ingest} and stores nothing; the receipt's id is empty. */
    public IngestAnswer validate(IngestRequest request) {
        Contract contract = contractOf(request);
        Gate.Caller caller = admitted(gate::admit, contract, request);
        Quota quota = rates.quota(contract, caller);
        quota.requireSome();
        try (Body body = bodies.read(request, contract.limits().request().bytes())) {
            Optional<Allowance> left = charge(quota, contract, request, body);
            Owner owner = repeats.owner(contract, caller.principal());
            var head = new Head(contract, clock.instant(), caller, caller.principal(), owner);
            EventSorter.Sorted sorted =
                    sort(
                            head,
                            request,
                            body,
                            arrival(head, request, Optional.empty(), Purpose.TO_CHECK));
            return new IngestAnswer(
                    new Receipt(
                            "", sorted.places().size(), 0, sorted.suppressed(), sorted.rejected()),
                    caller.graceUntil(),
                    left);
        }
    }

    /** The person that a cookie names, for doors that put it into an event of their own. */
    Principal person(IngestRequest request) {
        return admitted(gate::admitPerson, contractOf(request), request).principal();
    }

    private IngestAnswer accept(IngestRequest request, Admission admission, BodyStep step)
            throws InterruptedException {
        Contract contract = contractOf(request);
        Gate.Caller caller = admitted(admission, contract, request);
        try {
            return accept(contract, request, caller, step);
        } catch (RequestRefusedException e) {
            rejects.request(contract, caller.principal(), e);
            throw e;
        }
    }

    private Gate.Caller admitted(Admission admission, Contract contract, IngestRequest request) {
        Supplier<Optional<ClientAddress>> client = () -> request.sender().address(clients);
        rates.addresses().charge(contract, client);
        try {
            return admission.admit(contract, request.credentials(), request.origin());
        } catch (InvalidCredentialsException e) {
            throw rates.addresses().answer(contract.listener(), client, e);
        }
    }

    private IngestAnswer accept(
            Contract contract, IngestRequest request, Gate.Caller caller, BodyStep step)
            throws InterruptedException {
        logGate.requireOpen();
        Quota quota = rates.quota(contract, caller);
        quota.requireSome();
        Head head = head(contract, caller);
        StoredRequest stored = store(head, request, quota, step);
        Acknowledgement.Answer answer = acknowledgement.of(contract, stored);
        counters.count(contract.name(), answer.receipt(), stored.bytes());
        rejects.events(contract, head.principal(), head.receivedAt(), answer.receipt().rejected());
        return new IngestAnswer(answer.orRefuse(), caller.graceUntil(), stored.left());
    }

    private Head head(Contract contract, Gate.Caller caller) {
        return new Head(
                contract,
                clock.instant(),
                caller,
                refinery.refine(contract, caller.principal()),
                repeats.owner(contract, caller.principal()));
    }

    /** The body is in memory no longer than this takes. */
    private StoredRequest store(Head head, IngestRequest request, Quota quota, BodyStep step)
            throws InterruptedException {
        Contract contract = head.contract();
        try (Body body = bodies.read(request, contract.limits().request().bytes())) {
            step.apply(request, body);
            Optional<Allowance> left = charge(quota, contract, request, body);
            Optional<String> signer =
                    signatures.signer(contract, head.principal(), request.sender(), body);
            Head known = signer.map(head::signedBy).orElse(head);
            EventSorter.Sorted sorted =
                    sort(known, request, body, arrival(known, request, signer, Purpose.TO_KEEP));
            step.sorted(head.caller().scope(), sorted.places());
            return append(contract, frames(known, request, sorted), sorted)
                    .with(body.length(), left);
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

    private EventSorter.Arrival arrival(
            Head head, IngestRequest request, Optional<String> signer, Purpose purpose) {
        return new EventSorter.Arrival(
                head.receivedAt(),
                request.sender(),
                () -> request.sender().address(clients),
                signer,
                suppressions.reason(head.contract(), head.caller().principal(), request),
                purpose);
    }

    private EventSorter.Sorted sort(
            Head head, IngestRequest request, Body body, EventSorter.Arrival arrival) {
        Contract contract = head.contract();
        OptionalInt version = SchemaVersions.named(contract, request.schemaVersion());
        BodyFormat format = BodyFormat.of(request.contentType());
        Optional<IdempotencyKey.Series> keyed =
                IdempotencyKey.read(request.idempotencyKey())
                        .map(key -> key.series(contract.name(), head.owner()));
        return sorter.sort(
                contract,
                new EventSorter.Common(
                        version, head.caller().scope(), head.principal().organisation(), keyed),
                arrival,
                body,
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

    /**
     * What all frames of a request have in common.
     *
     * @param principal as it is kept
     */
    private record Head(
            Contract contract,
            Instant receivedAt,
            Gate.Caller caller,
            Principal principal,
            Owner owner) {

        /** Nobody else can use up the ids of a deployment that signs. */
        Head signedBy(String deployment) {
            return new Head(
                    contract,
                    receivedAt,
                    caller,
                    principal,
                    Owner.of(Principal.service(deployment)));
        }

        /** Who sends the events of an organisation. */
        private Principal principalOf(FrameGroup group) {
            return group.organisation().map(principal::within).orElse(principal);
        }

        private Owner ownerOf(FrameGroup group) {
            return group.organisation().isEmpty() ? owner : Owner.of(principalOf(group));
        }
    }

    private static List<FrameDraft> frames(
            Head head, IngestRequest request, EventSorter.Sorted sorted) {
        Map<String, String> attributes = TraceParent.attributes(request.traceparent());
        var frames = new ArrayList<FrameDraft>(sorted.valid().size());
        sorted.valid()
                .forEach((group, records) -> {
                    frames.add(
                            new FrameDraft(
                                    group.stream(),
                                    group.schemaVersion(),
                                    group.schemaDigest(),
                                    head.receivedAt(),
                                    head.principalOf(group),
                                    attributes,
                                    records,
                                    Optional.of(head.ownerOf(group))));
                });
        return frames;
    }

    private StoredRequest append(
            Contract contract, List<FrameDraft> frames, EventSorter.Sorted sorted)
            throws InterruptedException {
        if (frames.isEmpty()) {
            return nothing(sorted);
        }
        try (Screening screening = dedupe.screen(frames)) {
            List<Rejection> rejected = repeats.rejected(contract, sorted, screening);
            int duplicates = screening.duplicates();
            if (screening.fresh().isEmpty()) {
                String id = receiptId(sorted, () -> receiptIds.ofRepeats(screening.repeats()));
                return StoredRequest.of(
                                new Receipt(id, 0, duplicates, sorted.suppressed(), rejected))
                        .waitingFor(contract, screening, sorted);
            }
            Appended appended = log.append(screening.fresh());
            screening.stored(appended); // durable: the acknowledgement point
            return StoredRequest.of(
                            new Receipt(
                                    receiptId(sorted, () -> receiptIds.of(appended)),
                                    appended.count(),
                                    duplicates,
                                    sorted.suppressed(),
                                    rejected))
                    .waitingFor(contract, screening, sorted, appended);
        }
    }

    /** Where a stream keeps to itself what became of its events, the receipt shows none. */
    private String receiptId(EventSorter.Sorted sorted, Supplier<String> where) {
        return switch (sorted.tells()) {
            case WHERE -> where.get();
            case HOW_MANY -> receiptIds.ofNothing();
        };
    }

    private StoredRequest nothing(EventSorter.Sorted sorted) {
        return StoredRequest.of(
                new Receipt(receiptIds.ofNothing(), 0, 0, sorted.suppressed(), sorted.rejected()));
    }

    private IngestAnswer counted(Step step) {
        try {
            return step.take();
        } catch (RequestRefusedException e) {
            counters.count(e.problem());
            throw e;
        } catch (PrivacyKeyException e) {
            LOG.log(System.Logger.Level.ERROR, "A post was turned away for want of a key", e);
            throw counted(
                    new RequestRefusedException(
                            Problem.OVERLOADED, "the key that hashes personal data cannot be had"));
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
