package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.Target.Trouble;
import java.util.List;
import java.util.function.Predicate;

/** A bad target is never a bad record. */
abstract class TroubledChecks extends Checks {

    @Check(
            promise = "a full target is Unavailable and rejects nothing",
            where = "SinkException.Unavailable",
            needs = Need.FULL)
    void aFullTargetIsUnavailable() throws Exception {
        Answer<WriteResult> answer = writeUnder(Faults.trouble(bench(), Trouble.FULL));

        require(
                refusedAs(answer, SinkException.Unavailable.class),
                () -> "a write to a full target: " + answer.inWords());
    }

    @Check(
            promise = "missing rights are Unauthorised and reject nothing",
            where = "SinkException.Unauthorised",
            needs = Need.DENIED)
    void missingRightsAreUnauthorised() throws Exception {
        Answer<WriteResult> answer = writeUnder(Faults.trouble(bench(), Trouble.DENIED));

        require(
                refusedAs(answer, SinkException.Unauthorised.class),
                () -> "a write without the right to: " + answer.inWords());
    }

    @Check(
            promise = "a target that asks for less is Throttled, or its records are",
            where = "SinkException.Throttled, Outcome.Throttled",
            needs = Need.THROTTLED)
    void throttlingIsThrottled() throws Exception {
        Answer<WriteResult> answer = writeUnder(Faults.trouble(bench(), Trouble.THROTTLED));

        require(
                refusedAs(answer, SinkException.Throttled.class)
                        || only(
                                answer,
                                outcome ->
                                        outcome instanceof Outcome.Throttled
                                                || outcome instanceof Outcome.Delivered),
                () -> "a write to a target that asks for less: " + answer.inWords());
    }

    @Check(
            promise = "a target that is away is Unavailable and rejects nothing",
            where = "SinkException.Unavailable",
            needs = Need.AWAY)
    void aTargetThatIsAwayIsUnavailable() throws Exception {
        Answer<WriteResult> answer = writeUnder(Faults.away(bench()));

        require(
                refusedAs(answer, SinkException.Unavailable.class)
                        || answer instanceof Answer.Interrupted<WriteResult>
                        || only(answer, Outcome.Unknown.class::isInstance),
                () -> "a write to a target that is away: " + answer.inWords());
    }

    private Answer<WriteResult> writeUnder(Target.Switch trouble) throws Exception {
        Subject sink = bench().opened();
        deliver("a write before the trouble", sink, bench().batch(0, 3));
        try (AutoCloseable running = trouble.on()) {
            return sink.writeCall(bench().batch(10, 3)).end(Call.LONGEST.dividedBy(3));
        }
    }

    private static boolean refusedAs(
            Answer<WriteResult> answer, Class<? extends SinkException> kind) {
        return answer instanceof Answer.Refused<WriteResult>(SinkException reason)
                && kind.isInstance(reason);
    }

    private static boolean only(Answer<WriteResult> answer, Predicate<Outcome> fits) {
        return answer instanceof Answer.Returned<WriteResult>(WriteResult result)
                && result.size() > 0
                && Outcomes.all(result).stream().allMatch(fits);
    }

    @Check(
            promise = "open against a target that is away is Unavailable, and succeeds later",
            where = "Sink.open",
            needs = Need.AWAY)
    void openWhileTheTargetIsAwayIsUnavailable() throws Exception {
        Subject sink = bench().subject();
        try (AutoCloseable away = Faults.away(bench()).on()) {
            Answer<String> answer = sink.openCall().end(Call.LONGEST.dividedBy(3));
            require(
                    answer instanceof Answer.Refused<String>(SinkException.Unavailable reason)
                            || answer instanceof Answer.Returned<String>
                            || answer instanceof Answer.Interrupted<String>,
                    () -> "open while the target is away: " + answer.inWords());
        }

        Subject next = bench().opened();

        deliver("a write after the target came back", next, bench().batch(0, 3));
    }

    @Check(
            promise = "a sink goes on by itself when its target is well again",
            where = "SinkException",
            needs = Need.A_FAULT)
    void aSinkRecoversWithItsTarget() throws Exception {
        Subject sink = bench().opened();
        int number = 0;
        for (var fault : Faults.of(bench()).entrySet()) {
            try (AutoCloseable running = fault.getValue().on()) {
                sink.writeCall(bench().batch(number, 3)).end(Call.LONGEST.dividedBy(3));
            }
            SampleBatch next = bench().batch(number + 10, 3);
            number += 20;

            drive(sink, next);

            requireStored("after " + fault.getKey() + " had ended", next.records());
        }
    }

    @Check(
            promise = "secrets that the target does not know are Unauthorised",
            where = "SinkException.Unauthorised",
            needs = Need.SECRETS)
    void wrongSecretsAreUnauthorised() throws Exception {
        Subject sink = bench().subject(bench().contract().wrongSecrets(bench().settings()));
        SampleBatch batch = bench().batch(0, 3);

        Answer<String> opened = sink.open();
        if (opened instanceof Answer.Refused<String>(SinkException reason)) {
            require(
                    reason instanceof SinkException.Unauthorised,
                    () -> "open with wrong secrets: " + opened.inWords());
            return;
        }
        returned("open with wrong secrets", opened);
        Answer<WriteResult> answer = sink.write(batch);
        if (only(answer, Outcome.Delivered.class::isInstance)) {
            requireStored("after a write with wrong secrets, which was Delivered", batch.records());
            bench().report()
                    .note("the target takes any secret: that wrong ones are told was not proved");
            return;
        }
        require(
                refusedAs(answer, SinkException.Unauthorised.class),
                () -> "a write with wrong secrets: " + answer.inWords());
    }

    @Check(promise = "check says of a target in good order that it is", where = "Sink.check")
    void checkFindsATargetInGoodOrder() throws Exception {
        Subject sink = bench().opened();

        CheckReport report = returned("check", sink.checkCall().end(Call.LONGEST));

        require(report.usable(), () -> "check of a target in good order: " + report);
        require(
                report.findings().stream()
                        .anyMatch(finding -> finding.level() == CheckReport.Level.OK),
                () -> "check has looked at nothing: " + report);
        require(
                bench().target().stored().isEmpty(),
                () -> "check has left something at the target");
    }

    @Check(
            promise = "check says that a target is away, and what would be right",
            where = "Sink.check",
            needs = Need.AWAY)
    void checkFindsThatTheTargetIsAway() throws Exception {
        Subject sink = bench().opened();
        CheckReport report;
        try (AutoCloseable away = Faults.away(bench()).on()) {
            report = returned("check", sink.checkCall().end(Call.LONGEST));
        }

        List<CheckReport.Finding> failed =
                report.findings().stream()
                        .filter(finding -> finding.level() == CheckReport.Level.FAILED)
                        .toList();
        require(!failed.isEmpty(), () -> "check of a target that is away: " + report);
        require(
                failed.stream().noneMatch(finding -> finding.message().isBlank()),
                () -> "check does not say what is wrong");
    }
}
