package dev.headrace.trino;

import dev.headrace.sink.Principal;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Three weeks of what deployments report once a day, with two that cheat. The weeks end before
 * today, so that every day is within the partitions of a table.
 */
final class DeploymentReports {

    static final String STREAM = "deployment-metrics";

    /** The Monday of the first week. */
    static final LocalDate FIRST =
            LocalDate.now(Clock.systemUTC())
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .minusWeeks(3);

    /** How many stacks report from one network on {@link #FIRST} plus fifteen days. */
    static final int CROWD = 25;

    private DeploymentReports() {}

    static StreamContract contract() {
        return SampleContext.contract(STREAM, text(STREAM + ".v1.schema.json"));
    }

    /** Every report. */
    static List<SampleRecord> all() {
        var reports = new ArrayList<SampleRecord>();
        reports.add(report(0, "stack-a", "1.0", "[10, 1, 4, 0, 2, 0]"));
        reports.add(report(0, "stack-b", "1.0", "[20, 3, 0, 0, 0, 0]"));
        reports.add(report(1, "stack-b", "1.0", "[5.0, 1e2, 0, 0, 0, 0]"));
        reports.add(report(7, "stack-a", "1.1", "[30, 0, 6, 2, 0, 0]"));
        reports.add(report(8, "stack-c", "1.1", "[0, 0, 0, 0, 0, 0]"));
        reports.add(report(14, "stack-a", "1.2", "[1, 0, 0, 0, 0, 0]"));
        reports.add(report(15, "stack-a", "1.2", "[101, 0, 0, 0, 0, 0]"));
        for (int i = 0; i < CROWD; i++) {
            reports.add(report(15, "crowd-" + i, "0.9", "[1, 0, 0, 0, 0, 0]"));
        }
        reports.add(superseded(0, "stack-a", "1.0", "[900, 900, 900, 900, 900, 900]"));
        reports.add(forged(7, "stack-a", "1.1", "[800, 800, 800, 800, 800, 800]"));
        return List.copyOf(reports);
    }

    /** What a stack says on a day after the first; operations as successes and failures in turn. */
    private static SampleRecord report(int day, String stack, String version, String operations) {
        return summary(
                stack + "-" + day, morning(day), List.of(stack, version, operations, "signed"));
    }

    /** A summary that the same stack has sent again later on the same day. */
    private static SampleRecord superseded(
            int day, String stack, String version, String operations) {
        return summary(
                stack + "-" + day + "-early",
                morning(day).minusSeconds(60),
                List.of(stack, version, operations, "signed"));
    }

    /** A later summary of the same day that somebody else has sent in the stack's name. */
    private static SampleRecord forged(int day, String stack, String version, String operations) {
        return summary(
                stack + "-" + day + "-forged",
                morning(day).plusSeconds(60),
                List.of(stack, version, operations, "unsigned"));
    }

    private static Instant morning(int day) {
        return FIRST.plusDays(day).atTime(9, 15, 30, 123_000_000).toInstant(ZoneOffset.UTC);
    }

    private static SampleRecord summary(String id, Instant received, List<String> said) {
        String stack = said.get(0);
        String operations = said.get(2);
        String[] counts = operations.substring(1, operations.length() - 1).split(", ");
        String network = stack.startsWith("crowd") ? "203.0.113.0/24" : "198.51.100.0/24";
        String event =
                """
                {"version":"%s","stack_id":"%s","metrics":{"tokenizeSuccess":%s,\
                "tokenizeFailure":%s,"detokenizeSuccess":%s,"detokenizeFailure":%s,\
                "createGrantSuccess":%s,"createGrantFailure":%s},"tag":"deployment",\
                "source_ip_prefix":"%s","trust":"%s"}\
                """
                        .formatted(
                                said.get(1),
                                stack,
                                counts[0],
                                counts[1],
                                counts[2],
                                counts[3],
                                counts[4],
                                counts[5],
                                network,
                                said.get(3));
        return SampleRecord.of(STREAM, id, event)
                .withTimes(received, received.minusSeconds(5))
                .withCaller(
                        Optional.empty(),
                        new Principal("anonymous", "anonymous", Optional.empty()));
    }

    static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(
                        DeploymentReports.class.getResourceAsStream(
                                "/dev/headrace/athena/" + resource),
                        resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
