package dev.headrace.sink.tck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must not be told is told nowhere. */
abstract class SecrecyChecks extends Checks {

    private Optional<Evidence> evidence = Optional.empty();

    /** Success and every failure that can be had, once for all checks of this concern. */
    private Evidence evidence() throws Exception {
        if (evidence.isEmpty()) {
            evidence = Optional.of(Evidence.of(bench()));
        }
        return evidence.get();
    }

    @Check(
            promise = "no secret and no value of an event stands in a log",
            where = "SinkContext.logger")
    void logsHoldNoSecretsAndNoEvents() throws Exception {
        requireNothingOf(evidence().logs());
    }

    @Check(
            promise = "no secret and no value of an event stands in a message or an outcome",
            where = "SinkException, Outcome, CheckReport")
    void messagesHoldNoSecretsAndNoEvents() throws Exception {
        requireNothingOf(evidence().messages());
    }

    @Check(
            promise = "counters have plain names, without secrets and values of events",
            where = "SinkMetrics.add")
    void countersHaveNamesOfTheirOwn() throws Exception {
        List<String> odd =
                evidence().counters().stream()
                        .filter(name -> !name.matches("[a-z][a-z0-9_]{0,63}"))
                        .toList();

        require(odd.isEmpty(), () -> odd.size() + " counters have other names");
        requireNothingOf(evidence().counters());
    }

    private void requireNothingOf(List<String> texts) throws Exception {
        List<String> told =
                texts.stream().flatMap(text -> firstHidden(text).stream()).distinct().toList();
        require(told.isEmpty(), () -> "there stood " + told);
    }

    private Stream<String> hidden(String text) {
        return evidence.stream()
                .flatMap(known -> known.hidden().entrySet().stream())
                .filter(entry -> text.contains(entry.getKey()))
                .map(java.util.Map.Entry::getValue);
    }

    private Optional<String> firstHidden(String text) {
        return hidden(text).findFirst().map(what -> what + " in: " + masked(text));
    }

    /** Enough to find the line, and nothing of what should not be there. */
    private String masked(String text) {
        String line = text.strip();
        for (String secret : evidence.map(known -> known.hidden().keySet()).orElseThrow()) {
            line = line.replace(secret, "***");
        }
        return line.substring(0, Math.min(200, line.length()));
    }
}
