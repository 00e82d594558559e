package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.eventlog.RejectedEvent;
import dev.headrace.privacy.Refinery;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves what was refused to the reject log: single events, and requests of a known caller that
 * could not be taken apart. Never values or names that only the event knows, and of the principal
 * only what the stream may keep.
 */
final class RejectNotes {

    /** Refusals of whole requests that are a fault in the caller's data. */
    private static final Map<Problem, Rejection.Code> FAULTS =
            new EnumMap<>(
                    Map.of(
                            Problem.NOT_JSON, Rejection.Code.JSON,
                            Problem.BAD_REQUEST, Rejection.Code.JSON,
                            Problem.UNSUPPORTED_MEDIA_TYPE, Rejection.Code.JSON,
                            Problem.UNKNOWN_VERSION, Rejection.Code.SCHEMA,
                            Problem.TOO_LARGE, Rejection.Code.TOO_LARGE));

    private final RejectLog log;
    private final Refinery refinery;
    private final Clock clock;

    RejectNotes(RejectLog log, Refinery refinery, Clock clock) {
        this.log = log;
        this.refinery = refinery;
        this.clock = clock;
    }

    /** Notes the events of a request that were refused. */
    void events(
            Contract contract, Principal refined, Instant receivedAt, List<Rejection> rejections) {
        if (!rejections.isEmpty()) {
            log.append(
                    rejections.stream()
                            .map(one ->
                                    new RejectedEvent(
                                            receivedAt,
                                            contract.name(),
                                            refined,
                                            one.further(List.of())))
                            .toList());
        }
    }

    /** Notes a request that was refused as a whole, if its data was the reason. */
    void request(Contract contract, Principal principal, RequestRefusedException refused) {
        Optional.ofNullable(FAULTS.get(refused.problem()))
                .map(code -> wholeRequest(code, refused))
                .ifPresent(whole ->
                        events(
                                contract,
                                refinery.refine(contract, principal),
                                clock.instant(),
                                List.of(whole)));
    }

    private static Rejection wholeRequest(Rejection.Code code, RequestRefusedException refused) {
        return new Rejection(
                Rejection.WHOLE_REQUEST,
                Optional.empty(),
                code,
                "",
                refused.problem().word(),
                refused.detail(),
                "request-" + refused.problem().word());
    }
}
