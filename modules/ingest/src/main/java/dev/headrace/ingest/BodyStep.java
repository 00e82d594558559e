package dev.headrace.ingest;

import dev.headrace.auth.Scope;
import java.util.List;

/** What a dialect does to a body of its own form before the events are taken out of it. */
interface BodyStep {

    /** A body as the canonical API has it. */
    BodyStep NONE = (request, body) -> {};

    /**
     * Gives the body the canonical form.
     *
     * @throws RequestRefusedException when it has not the form of the dialect
     */
    void apply(IngestRequest request, Body body);

    /**
     * Sees which events keep the contract before they are stored, for answers that tell of them. To
     * be forgotten when this returns: the places hold on to the body.
     *
     * @param scope what the caller's credentials speak for
     */
    default void sorted(Scope scope, List<RequestPlace> places) {}
}
