package dev.headrace.ingest;

/** What a dialect does to a body of its own form before the events are taken out of it. */
interface BodyStep {

    /** A body as the canonical API has it. */
    BodyStep NONE = (request, body) -> {};

    /**
     * Gives the body the canonical form, in place.
     *
     * @throws RequestRefusedException when it has not the form of the dialect
     */
    void apply(IngestRequest request, Body body);
}
