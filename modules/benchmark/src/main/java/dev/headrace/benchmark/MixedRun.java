package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A mixed load on a packaged Headrace with the file sink, from the credentials to the accounts: the
 * node must deliver all that it took, and nothing may be unaccounted for.
 *
 * @param home the distribution
 */
record MixedRun(Path home, MixedLoad load, Store store, Duration warmup, Duration length) {

    private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(10);
    private static final Duration ACCOUNTS_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** Whether the node keeps what the read side answers from. */
    enum Store {
        NONE("none", "the file sink"),
        EMBEDDED("embedded", "the file sink and the read side on an embedded PostgreSQL");

        private final String setting;
        private final String words;

        Store(String setting, String words) {
            this.setting = setting;
            this.words = words;
        }
    }

    /** Runs and prints; true when everything was delivered and accounted for. */
    boolean run(Path folder, PrintWriter out) throws IOException, InterruptedException {
        MixedKeys.Secrets secrets =
                MixedKeys.Secrets.write(folder.resolve("hmac.json"), new SecureRandom());
        try (NodeUnderTest node = NodeUnderTest.start(home, folder, yaml(secrets.file()))) {
            MixedKeys keys = MixedKeys.open(node, secrets, Clock.systemUTC());
            load.run(node, keys, warmup, 1);
            Backlog.awaitGone(node, DELIVERED_WITHIN);
            Scrape before = node.scrape();
            Duration cpu = node.cpu();
            MixedLoad.Result result = load.run(node, keys, length, 2);
            Duration settled = Backlog.awaitGone(node, DELIVERED_WITHIN);
            cpu = node.cpuWhenIdle().minus(cpu);
            out.println(title());
            out.println();
            out.print(MixedReport.markdown(load.weights(), result));
            out.println();
            boolean held = account(before, accounts(node), result, settled, cpu, out);
            out.println(held ? "held" : "NOT HELD");
            out.flush();
            return held;
        }
    }

    private String yaml(Path hmacKeys) {
        return """
        headrace:
          public: { host: 127.0.0.1 }
          store: %s
          log: { quota: 4GiB }
          accounts: { every: 1s }
          auth: { hmac: { keys-file: "%s" } }
          privacy: { trusted-proxies: 127.0.0.1 }
          web:
            domains: [%s]
            events: [click, search]
            note-events: [click]
          sinks:
            lake: { type: file }
        """
                .formatted(store.setting, hmacKeys.toAbsolutePath(), WebClients.SITE);
    }

    private String title() {
        return "all streams at once, %d connections, %s, %d s; %s"
                .formatted(
                        load.threads(),
                        load.pace() instanceof Pace.Fixed fixed
                                ? "%.0f requests/s".formatted(fixed.requestsPerSecond())
                                : "closed loop",
                        length.toSeconds(),
                        store.words);
    }

    /** Waits for accounts that were taken after the load. */
    private static Scrape accounts(NodeUnderTest node) throws IOException, InterruptedException {
        long from = Instant.now().getEpochSecond() + 1;
        long start = System.nanoTime();
        Scrape scrape = node.scrape();
        while (scrape.sum("headrace_accounts_taken_at_seconds") < from) {
            if (System.nanoTime() - start > ACCOUNTS_WITHIN.toNanos()) {
                throw new IOException("no accounts were taken within " + ACCOUNTS_WITHIN);
            }
            Thread.sleep(LOOK_EVERY);
            scrape = node.scrape();
        }
        return scrape;
    }

    private static boolean account(
            Scrape before,
            Scrape after,
            MixedLoad.Result result,
            Duration settled,
            Duration cpu,
            PrintWriter out) {
        double sent = result.streams().values().stream().mapToLong(MixedTally::events).sum();
        double accepted = more("headrace_events_accepted_total", before, after);
        double suppressed = more("headrace_events_suppressed_total", before, after);
        double duplicates = more("headrace_events_duplicate_total", before, after);
        double rejected = more("headrace_events_rejected_total", before, after);
        double unaccounted = after.sum("headrace_unaccounted_events");
        out.printf(
                Locale.ROOT,
                "taken %.0f events: accepted %.0f, suppressed %.0f, duplicates %.0f, rejected %.0f;"
                        + " unaccounted %.0f%n",
                sent,
                accepted,
                suppressed,
                duplicates,
                rejected,
                unaccounted);
        out.printf(
                Locale.ROOT,
                "all delivered %.1f s after the load; %.1f us of CPU an event, with its delivery%n",
                settled.toMillis() / 1e3,
                cpu.toNanos() / 1e3 / sent);
        return after.has("headrace_unaccounted_events")
                && unaccounted == 0
                && rejected == 0
                && accepted + suppressed + duplicates == sent;
    }

    private static double more(String name, Scrape before, Scrape after) {
        return after.sum(name) - before.sum(name);
    }
}
