package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.publishing.ReplayRequest.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The books of one replay and what it reads. */
final class ReplayParts {

    private final ReplayTarget target;
    private final ReplayFiles files;
    private final SinkProgress progress;
    private final PlanJournal plans;
    private final ReplaySource source;
    private final ReplayLog log;
    private final RefusedAgain letters;
    private final Optional<LetterDeliveries> deliveries;

    /**
     * What is called while it runs, on threads of the replay.
     *
     * @param refused the sink has refused a record
     * @param recorded the progress is on disk
     */
    record Steps(Consumer<DeadLetter> refused, Runnable recorded) {}

    /**
     * @param chosen the dead letters or objects; nothing for a range of the log
     * @param nanoTime a clock that never goes back
     */
    ReplayParts(
            ReplayEntry entry,
            ReplayTarget target,
            ReplayFiles files,
            Chosen chosen,
            Lakes lakes,
            LongSupplier nanoTime,
            Steps steps) {
        this.target = target;
        this.files = files;
        Surroundings around = target.setup().around();
        this.deliveries = deliveries(entry.request(), chosen.letters(), around);
        long journalSize = target.setup().settings().journalSize().bytes();
        this.progress =
                new SinkProgress(
                        new WatchedJournal(
                                files.progress(),
                                recorded -> deliveries.ifPresent(some -> some.resolve(recorded)),
                                steps.recorded()),
                        journalSize);
        this.plans = new PlanJournal(files.plans(), journalSize);
        this.source = source(entry, chosen, around, lakes);
        var pace = new Pace(entry.request().recordsPerSecond(), nanoTime);
        this.log = new ReplayLog(entry.id(), source, pace, target::isHeld);
        this.letters =
                new RefusedAgain(
                        around.deadLetters(),
                        letter -> {
                            steps.refused().accept(letter);
                            deliveries.ifPresent(some -> some.refused(letter));
                        });
    }

    private static Optional<LetterDeliveries> deliveries(
            ReplayRequest request, ChosenLetters chosen, Surroundings around) {
        return request.source() instanceof Source.DeadLettersOf of
                        && of.refusedBy().equals(request.sink())
                ? Optional.of(new LetterDeliveries(of.refusedBy(), chosen, around.deadLetters()))
                : Optional.empty();
    }

    private ReplaySource source(
            ReplayEntry entry, Chosen chosen, Surroundings around, Lakes lakes) {
        String sink = entry.request().sink();
        return switch (entry.request().source()) {
            case Source.DeadLettersOf of ->
                    new LetterSource(
                            entry.id(),
                            sink,
                            of.refusedBy(),
                            chosen.letters(),
                            around.deadLetters(),
                            around.streams(),
                            number -> deliveries.ifPresent(some -> some.passed(number)));
            case Source.LogRange range ->
                    new RangeSource(
                            entry.id(),
                            sink,
                            range,
                            entry.span().first(),
                            entry.span().end(),
                            around.log(),
                            around.streams());
            case Source.StoredIn stored ->
                    new LakeSource(
                            entry.id(), sink, stored, chosen.objects(), lakes, around.streams());
        };
    }

    ReplayTarget target() {
        return target;
    }

    ReplayFiles files() {
        return files;
    }

    SinkProgress progress() {
        return progress;
    }

    /** How long to wait before a parked sink is tried anew. */
    Duration pause() {
        return target.setup().settings().unauthorisedPause();
    }

    /** Begins, or goes on after a restart. */
    void resume() {
        if (progress.lowWater() < source.start()) {
            progress.startAt(source.start());
        }
        deliveries.ifPresent(some -> some.resume(progress));
        progress.record();
    }

    /** Whether every record is done, and that on disk. */
    boolean isDelivered() {
        return progress.recordedLowWater() >= source.end();
    }

    SinkDispatcher dispatcher() {
        deliveries.ifPresent(some -> some.begin(progress));
        var ledger = new SinkLedger(target.setup().ledger().sink(), progress, plans);
        return target.dispatcher(ledger, log, letters);
    }
}
