package dev.headrace.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A mixed load's figures as a Markdown table, a line for each stream. */
final class MixedReport {

    private static final List<String> TITLES =
            List.of(
                    "stream",
                    "weight",
                    "requests/s",
                    "events/s",
                    "429",
                    "p50, ms",
                    "p99, ms",
                    "max, ms");

    private MixedReport() {}

    static String markdown(Map<MixedStream, Integer> weights, MixedLoad.Result result) {
        var table = new StringBuilder(row(TITLES));
        table.append("|---").append("|---:".repeat(TITLES.size() - 1)).append("|\n");
        double seconds = result.elapsed().toNanos() / 1e9;
        long requests = 0;
        long events = 0;
        long slowed = 0;
        for (Map.Entry<MixedStream, MixedTally> one : result.streams().entrySet()) {
            MixedTally tally = one.getValue();
            int weight = weights.getOrDefault(one.getKey(), 0);
            if (weight > 0) {
                table.append(row(cells(one.getKey(), weight, tally, seconds)));
            }
            requests += tally.latencies().count();
            events += tally.events();
            slowed += tally.slowed();
        }
        table.append(
                row(
                        List.of(
                                "all",
                                "",
                                number("%.0f", requests / seconds),
                                number("%.0f", events / seconds),
                                String.valueOf(slowed),
                                "",
                                "",
                                "")));
        return table.toString();
    }

    private static List<String> cells(
            MixedStream stream, int weight, MixedTally tally, double seconds) {
        var cells = new ArrayList<String>();
        cells.add(stream.stream());
        cells.add(String.valueOf(weight));
        cells.add(number("%.0f", tally.latencies().count() / seconds));
        cells.add(number("%.0f", tally.events() / seconds));
        cells.add(String.valueOf(tally.slowed()));
        cells.add(millis(tally.latencies().percentile(50)));
        cells.add(millis(tally.latencies().percentile(99)));
        cells.add(millis(tally.latencies().max()));
        return cells;
    }

    private static String millis(Duration duration) {
        return number("%.2f", duration.toNanos() / 1e6);
    }

    private static String number(String form, double number) {
        return String.format(Locale.ROOT, form, number);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
