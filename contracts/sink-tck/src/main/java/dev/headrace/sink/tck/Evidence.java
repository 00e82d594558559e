package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that a sink says while things go well and while they go wrong. */
final class Evidence {

    private final Bench bench;
    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final List<String> logs = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> counters = new ArrayList<>();
    private int number;

    private Evidence(Bench bench) {
        this.bench = bench;
    }

    static Evidence of(Bench bench) throws Exception {
        var evidence = new Evidence(bench);
        try (var capture = LogCapture.start()) {
            evidence.gather();
            evidence.logs.addAll(capture.lines());
        }
        return evidence;
    }

    /** What must not be told, with words for it. */
    Map<String, String> hidden() {
        return hidden;
    }

    List<String> logs() {
        return logs;
    }

    List<String> messages() {
        return messages;
    }

    List<String> counters() {
        return counters;
    }

    private void gather() throws Exception {
        Map<String, String> settings = bench.settings();
        hide(settings);
        Subject sink = bench.opened();
        write(sink, batch());
        Optional<String> poison = bench.contract().poison();
        if (poison.isPresent()) {
            write(sink, batch().replacing(1, canary(bench.record(number++, poison.get()))));
        }
        hear(sink.checkCall().end(Call.LONGEST));
        for (var fault : Faults.of(bench).values()) {
            try (AutoCloseable running = fault.on()) {
                write(sink, batch());
                hear(sink.checkCall().end(Call.LONGEST));
            }
        }
        if (!bench.secrets().isEmpty()) {
            Map<String, String> wrong = bench.contract().wrongSecrets(settings);
            hide(wrong);
            Subject stranger = bench.subject(wrong);
            hear(stranger.open());
            write(stranger, batch());
            hear(stranger.checkCall().end(Call.LONGEST));
            remember(stranger);
        }
        hear(sink.closeCall().end(Call.LONGEST));
        remember(sink);
    }

    private void hide(Map<String, String> settings) {
        for (ConfigField field : bench.contract().provider().config().fields()) {
            String value = settings.getOrDefault(field.name(), "");
            if (field.type() == ConfigField.Type.SECRET && !value.isBlank()) {
                hidden.put(value, "the secret " + field.name());
            }
        }
    }

    private SampleBatch batch() {
        return bench.batch(
                List.of(
                        canary(bench.record(number++)),
                        canary(bench.record(number++)),
                        canary(bench.record(number++))));
    }

    private SampleRecord canary(SampleRecord record) {
        String value = Canary.fresh();
        String email = Canary.fresh() + "@example.org";
        hidden.put(value, "a value of an event");
        hidden.put(email, "an e-mail address");
        return record.withEvent(Payloads.with(record.event(), "canary", '"' + value + '"'))
                .withCaller(
                        Optional.empty(), new Principal("person", "somebody", Optional.of(email)));
    }

    private void write(Subject sink, SampleBatch batch) throws InterruptedException {
        Answer<WriteResult> answer = sink.writeCall(batch).end(Call.LONGEST.dividedBy(3));
        hear(answer);
        if (answer instanceof Answer.Returned<WriteResult>(WriteResult result)) {
            Outcomes.all(result).stream().map(Outcome::toString).forEach(messages::add);
        }
    }

    private void hear(Answer<?> answer) {
        switch (answer) {
            case Answer.Returned<?>(CheckReport report) -> messages.add(report.toString());
            case Answer.Returned<?> returned -> {
                // A result is looked at by its outcomes.
            }
            case Answer.Refused<?>(var reason) -> messages.add(LogRecorder.stack(reason));
            case Answer.Failed<?>(var fault) -> messages.add(LogRecorder.stack(fault));
            case Answer.Interrupted<?> interrupted -> {
                // It says nothing.
            }
            case Answer.Hung<?> hung -> messages.add(hung.inWords());
        }
    }

    private void remember(Subject sink) {
        logs.addAll(sink.context().logged());
        counters.addAll(sink.context().counters());
    }
}
