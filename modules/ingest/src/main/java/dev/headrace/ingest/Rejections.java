package dev.headrace.ingest;

import dev.headrace.event.Rejection;
import dev.headrace.validation.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Makes the refusals of single events. Fingerprints of the door's own reasons are their codes. */
final class Rejections {

    private Rejections() {}

    static Rejection notAnObject(int index) {
        return new Rejection(
                index,
                Optional.empty(),
                Rejection.Code.SCHEMA,
                "",
                "type",
                "an event is a JSON object",
                "not-an-object");
    }

    static Rejection notJson(int index, String message) {
        return new Rejection(
                index, Optional.empty(), Rejection.Code.JSON, "", "json", message, "not-json");
    }

    static Rejection tooLarge(int index, long limit) {
        return new Rejection(
                index,
                Optional.empty(),
                Rejection.Code.TOO_LARGE,
                "",
                "event-bytes",
                "an event of this stream has at most " + limit + " bytes",
                "too-large");
    }

    static Rejection brokenContract(int index, Optional<String> id, Verdict.Invalid verdict) {
        return new Rejection(
                index,
                id,
                Rejection.Code.SCHEMA,
                verdict.pointer(),
                verdict.keyword(),
                verdict.message(),
                verdict.fingerprint());
    }

    /** The code is the sink's own word, and never holds a value. */
    static Rejection refusedBySink(int index, Optional<String> id, String sink, String code) {
        return new Rejection(
                index,
                id,
                Rejection.Code.SINK_REFUSED,
                "",
                code,
                "the sink " + sink + " has refused the event for good; it is kept as a dead letter",
                "sink-refused " + sink + " " + code);
    }

    static Rejection unreadableTime(int index, Optional<String> id, String pointer) {
        return new Rejection(
                index,
                id,
                Rejection.Code.SCHEMA,
                pointer,
                "format",
                "is not a time such as 2026-11-22T10:15:30.123Z",
                "unreadable-time");
    }

    static Rejection anothers(int index, Optional<String> id, String pointer) {
        return new Rejection(
                index,
                id,
                Rejection.Code.SCHEMA,
                pointer,
                "signer",
                "is not the deployment that has signed the request",
                "anothers-signature");
    }

    static Rejection tooFarAhead(int index, Optional<String> id, String pointer, Duration most) {
        return new Rejection(
                index,
                id,
                Rejection.Code.SCHEMA,
                pointer,
                "ahead",
                "is more than "
                        + most.toSeconds()
                        + " s ahead of this server's clock: check the sender's",
                "too-far-ahead");
    }

    static Rejection wrongOrganisation(int index, Optional<String> id, String pointer) {
        return new Rejection(
                index,
                id,
                Rejection.Code.WRONG_ORGANISATION,
                pointer,
                "organisation",
                "these credentials do not speak for this organisation",
                "wrong-organisation");
    }

    static Rejection idConflict(int index, String id, String pointer) {
        return new Rejection(
                index,
                Optional.of(id),
                Rejection.Code.ID_CONFLICT,
                pointer,
                "id-conflict",
                "the same id was accepted with other content: a repeat has the very same bytes, a"
                        + " new event has an id of its own",
                "id-conflict");
    }
}
