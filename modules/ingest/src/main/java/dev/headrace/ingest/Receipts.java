package dev.headrace.ingest;

import dev.headrace.auth.Credentials;
import dev.headrace.auth.Scope;
import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.Deliveries.Fate;
import dev.headrace.eventlog.Deliveries.Place;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.privacy.Refinery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Tells where the events of a receipt are. Nothing is stored for it: the id says which records of
 * the log they are, and what became of those is asked of delivery.
 *
 * <p>Shown to the principal that posted, as the log holds it; to everybody else there is no such
 * receipt. Called on the request's own thread; reads the log, a few callers at a time.
 */
public final class Receipts {

    /** Each holds a frame, which may be as large as a request. */
    private static final int MOST_AT_ONCE = 4;

    private static final String NONE = "this node has made no such receipt, or not for this caller";

    private final ReceiptIds ids;
    private final StreamCatalog catalog;
    private final Gate gate;
    private final Refinery refinery;
    private final EventLog log;
    private final Deliveries deliveries;
    private final AddressLimits addresses;
    private final ClientAddresses clients;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    Receipts(IngestParts parts) {
        this.ids = new ReceiptIds(parts.receiptKey(), parts.node(), parts.random());
        this.catalog = parts.catalog();
        this.gate = new Gate(parts.authenticator(), parts.origins());
        this.refinery = parts.refinery();
        this.log = parts.log();
        this.deliveries = parts.deliveries();
        this.addresses = parts.rates().addresses();
        this.clients = parts.dialects().clients();
    }

    /**
     * Who asks, and through which listener.
     *
     * @param origin the header {@code Origin}
     * @param sender from where
     */
    record Caller(
            Contract.Listener listener,
            Credentials credentials,
            Optional<String> origin,
            Sender sender) {}

    /**
     * The state of a receipt's events.
     *
     * @throws RequestRefusedException when there is none for this caller, or not any more
     */
    ReceiptState find(String id, Caller caller) {
        ReceiptIds.Place place = ids.read(id).orElseThrow(Receipts::unknown);
        if (place.isNothing()) {
            return new ReceiptState(id, Optional.empty(), List.of(), 0);
        }
        if (!places.tryAcquire()) {
            throw new RequestRefusedException(
                    Problem.OVERLOADED, "too many receipts are being looked up at once");
        }
        try {
            return read(id, place, caller);
        } catch (EventLogFailedException e) {
            throw new RequestRefusedException(Problem.LOG_FAILED, "the disk cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestRefusedException(Problem.OVERLOADED, "the server is stopping");
        } finally {
            places.release();
        }
    }

    private ReceiptState read(String id, ReceiptIds.Place place, Caller caller)
            throws InterruptedException {
        long start = log.start().sequence();
        if (place.sequence() < start || place.sequence() >= log.end().sequence()) {
            throw gone();
        }
        try (LogReader reader = log.read(log.start().plus(place.sequence() - start))) {
            LogFrame first = next(reader, place).orElseThrow(Receipts::gone);
            var look = new Look(place, contractOf(first, caller), caller);
            var events = new ArrayList<ReceiptState.EventState>(place.count());
            Optional<LogFrame> frame = Optional.of(first);
            while (frame.isPresent()) {
                events.addAll(look.states(frame.get()));
                frame = next(reader, place);
            }
            var source = new ReceiptState.Source(first.stream(), first.receivedAt());
            return new ReceiptState(id, Optional.of(source), events, place.count() - events.size());
        }
    }

    /** The next frame of a receipt; empty behind its last, and where the log cannot be read. */
    private static Optional<LogFrame> next(LogReader reader, ReceiptIds.Place place)
            throws InterruptedException {
        return reader.position().sequence() >= place.end()
                ? Optional.empty()
                : reader.next(Duration.ZERO)
                        .filter(frame -> frame.first().sequence() < place.end());
    }

    private Contract contractOf(LogFrame frame, Caller caller) {
        return catalog.find(frame.stream())
                .filter(contract -> contract.listener() == caller.listener())
                .orElseThrow(Receipts::unknown);
    }

    /** Credentials that do not verify count as at the doors. */
    private Gate.Caller admitted(Contract contract, Caller caller) {
        try {
            return gate.admit(contract, caller.credentials(), caller.origin());
        } catch (InvalidCredentialsException e) {
            throw addresses.answer(caller.listener(), () -> caller.sender().address(clients), e);
        }
    }

    /** One look at one receipt; a frame of another principal or stream ends it. */
    private final class Look {

        private final ReceiptIds.Place place;
        private final Contract contract;
        private final Caller caller;
        private Optional<Asking> asking = Optional.empty();

        private Look(ReceiptIds.Place place, Contract contract, Caller caller) {
            this.place = place;
            this.contract = contract;
            this.caller = caller;
        }

        private List<ReceiptState.EventState> states(LogFrame frame) {
            if (!frame.stream().equals(contract.name()) || !isShown(frame.principal())) {
                throw unknown();
            }
            SortedMap<String, List<Fate>> fates = deliveries.fates(frame);
            var states = new ArrayList<ReceiptState.EventState>(frame.records().size());
            for (int i = 0; i < frame.records().size(); i++) {
                LogRecord record = frame.records().get(i);
                if (place.holds(record.position().sequence())) {
                    states.add(state(record, i, fates));
                }
            }
            return states;
        }

        private boolean isShown(Principal posted) {
            return posted.kind() == Principal.Kind.ANONYMOUS || asking().isShown(posted);
        }

        /** Who asks; asked for once, and only where it matters. */
        private Asking asking() {
            Asking known = asking.orElseGet(this::authenticated);
            asking = Optional.of(known);
            return known;
        }

        private Asking authenticated() {
            Gate.Caller admitted = admitted(contract, caller);
            return new Asking(
                    contract, refinery.refine(contract, admitted.principal()), admitted.scope());
        }

        private ReceiptState.EventState state(
                LogRecord record, int index, SortedMap<String, List<Fate>> fates) {
            var sinks = new TreeMap<String, Fate>();
            fates.forEach((sink, of) -> sinks.put(sink, shown(of.get(index))));
            return new ReceiptState.EventState(
                    contract.readable() ? Optional.of(record.id()) : Optional.empty(), sinks);
        }

        private Fate shown(Fate fate) {
            return contract.readable() ? fate : withoutRef(fate);
        }
    }

    /**
     * Who asks.
     *
     * @param principal as the log would hold it
     */
    private record Asking(Contract contract, Principal principal, Scope scope) {

        /** Where events name their organisation, a frame's is one that its sender spoke for. */
        private boolean isShown(Principal posted) {
            if (contract.bound().organisation().isEmpty()) {
                return principal.equals(posted);
            }
            return posted.organisation()
                    .filter(scope::holds)
                    .filter(named -> principal.within(named).equals(posted))
                    .isPresent();
        }
    }

    /** A target's name for a place may be made of the event. */
    private static Fate withoutRef(Fate fate) {
        return fate instanceof Fate.Delivered(Optional<Place> place)
                ? new Fate.Delivered(place.map(known -> new Place(known.at(), "")))
                : fate;
    }

    private static RequestRefusedException unknown() {
        return new RequestRefusedException(Problem.UNKNOWN_RECEIPT, NONE);
    }

    private static RequestRefusedException gone() {
        return new RequestRefusedException(
                Problem.RECEIPT_GONE, "headrace.log.keep is over, or the quota has run out before");
    }
}
