package dev.headrace.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rounds as a Markdown table: medians, and the ratios with their smallest and largest. */
final class Report {

    private final Rounds rounds;
    private final List<String> references;

    /**
     * Makes a report.
     *
     * @param references the contestants that the others' CPU is divided by
     */
    Report(Rounds rounds, List<String> references) {
        this.rounds = rounds;
        this.references = references;
    }

    String markdown() {
        List<String> titles = titles();
        return row(titles.stream())
                + "|---"
                + "|---:".repeat(titles.size() - 1)
                + "|\n"
                + rounds.names().stream()
                        .map(name -> row(cells(name)))
                        .collect(Collectors.joining());
    }

    private List<String> titles() {
        var titles = new ArrayList<>(List.of("contestant", "requests/s", "CPU per request, µs"));
        references.forEach(reference -> titles.add("CPU ÷ " + reference));
        titles.addAll(List.of("p50, ms", "p99, ms", "max, ms"));
        return titles;
    }

    private Stream<String> cells(String name) {
        Stream<String> figures =
                Stream.of(
                        name,
                        number("%.0f", rounds.figure(name, Measurement::requestsPerSecond)),
                        number("%.1f", rounds.figure(name, Measurement::cpuPerRequest)));
        Stream<String> ratios =
                references.stream()
                        .map(reference ->
                                reference.equals(name)
                                        ? "1"
                                        : rounds.cpuRatio(name, reference).ratio());
        Stream<String> latencies =
                Stream.of(50.0, 99.0, 100.0).map(percent -> latency(name, percent));
        return Stream.of(figures, ratios, latencies).flatMap(Function.identity());
    }

    private String latency(String name, double percent) {
        Spread millis =
                rounds.figure(name, measured -> millis(measured.latencies().percentile(percent)));
        return millis.max() == 0 ? "–" : number("%.2f", millis);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String number(String form, Spread figure) {
        return String.format(Locale.ROOT, form, figure.median());
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
