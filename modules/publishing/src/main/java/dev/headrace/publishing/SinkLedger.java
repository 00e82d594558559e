package dev.headrace.publishing;

/**
 * The books of one sink.
 *
 * @param sink whose they are
 * @param progress what it has taken
 * @param plans the batches that must come again as they were
 * @param fates what became of single records
 */
record SinkLedger(SinkSettings sink, SinkProgress progress, PlanJournal plans, SinkFates fates) {

    SinkLedger(SinkSettings sink, SinkProgress progress, PlanJournal plans) {
        this(sink, progress, plans, new SinkFates(progress));
    }

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
