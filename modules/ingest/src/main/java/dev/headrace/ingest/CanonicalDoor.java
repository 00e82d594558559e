package dev.headrace.ingest;

import java.util.function.Function;

/** Turns a post into a receipt or a problem, as the canonical API says it. */
final class CanonicalDoor {

    /** Tells a page until when its expired cookie is still accepted. */
    static final String GRACE_HEADER = "Headrace-Cookie-Grace-Until";

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int ALL_REJECTED = 422;

    private final IngestPipeline pipeline;

    CanonicalDoor(IngestPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Takes events: 202, or 422 when every one of them breaks the contract. */
    Answer post(IngestRequest request) {
        return answer(request, ACCEPTED, pipeline::ingest);
    }

    /** Makes the same checks and stores nothing: 200 or 422. */
    Answer validate(IngestRequest request) {
        return answer(request, OK, pipeline::validate);
    }

    private static Answer answer(
            IngestRequest request, int success, Function<IngestRequest, IngestAnswer> step) {
        try {
            IngestAnswer taken = step.apply(request);
            int status = taken.isAllRejected() ? ALL_REJECTED : success;
            return withFields(Answer.json(status, JsonAnswers.receipt(taken.receipt())), taken);
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** With what the headers of every door's answer tell the caller of itself. */
    static Answer withFields(Answer answer, IngestAnswer taken) {
        Answer graced =
                taken.graceUntil()
                        .map(until -> answer.with(GRACE_HEADER, until.toString()))
                        .orElse(answer);
        return taken.allowance().map(left -> graced.with(left.fields())).orElse(graced);
    }
}
