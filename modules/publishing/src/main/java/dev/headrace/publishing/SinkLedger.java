package dev.headrace.publishing;

/**
 * The books of one sink.
 *
 * @param sink whose they are
 * @param progress what it has taken
 * @param plans the batches that must come again as they were
 */
record SinkLedger(SinkSettings sink, SinkProgress progress, PlanJournal plans) {

    String name() {
        return sink.name();
    }

    Required required() {
        return sink.required();
    }

    void close() {
        progress.close();
        plans.close();
    }
}
