package dev.headrace.operations;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import dev.headrace.privacy.ChoicesUnavailableException;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who changed what, and when. A change is forced to disk before it is done and its result after; a
 * change that cannot be written down is not done. Keeps the newest 10,000 changes of the last 400
 * days. Safe for use by any number of threads.
 */
public final class AdminJournal {

    /** What is kept. */
    record Bounds(int changes, Duration age) {

        static final Bounds USUAL = new Bounds(10_000, Duration.ofDays(400));
    }

    private static final System.Logger LOG = System.getLogger(AdminJournal.class.getName());

    /** A change is two entries; when the file has twice as many as are kept, it is rewritten. */
    private static final int ENTRIES_PER_KEPT_CHANGE = 4;

    private static final int LONGEST_RESULT = 500;

    private final Journal journal;
    private final Clock clock;
    private final Bounds bounds;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, AdminChange> changes = new TreeMap<>();
    private final List<String> damage;
    private long entries;
    private long last;

    private AdminJournal(Journal journal, Clock clock, Bounds bounds) {
        this.journal = journal;
        this.clock = clock;
        this.bounds = bounds;
        int strange = 0;
        for (byte[] entry : journal.entries()) {
            Optional<AdminChangeJson.Entry> read = AdminChangeJson.read(entry);
            read.ifPresent(this::take);
            strange += read.isEmpty() ? 1 : 0;
            entries++;
        }
        this.damage = new ArrayList<>(journal.damage());
        if (strange > 0) {
            damage.add(strange + " entries of the admin journal are not understood");
        }
        forget();
    }

    /** Reads what the journal holds. The caller closes the journal, after the doors. */
    public static AdminJournal open(Journal journal, Clock clock) {
        return open(journal, clock, Bounds.USUAL);
    }

    static AdminJournal open(Journal journal, Clock clock, Bounds bounds) {
        return new AdminJournal(journal, clock, bounds);
    }

    /**
     * A change that is asked for.
     *
     * @param action what is to be done, a word
     * @param target to what
     */
    record Asked(String action, String target, Map<String, String> parameters) {

        static Asked of(String action, String target) {
            return new Asked(action, target, Map.of());
        }
    }

    /**
     * Writes a change down, does it, and writes down how it ended. What the work throws is thrown
     * on, after it was noted. When only the result cannot be written, the change stands as one
     * whose end is not known.
     *
     * @throws AdminRefusedException when the change could not be written down; it was not done
     */
    <T> T change(AdminCaller caller, Asked asked, Supplier<T> work) {
        long number = begin(caller, asked);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            end(number, "failed: " + reason(e));
            throw e;
        }
        end(number, "done");
        return result;
    }

    /**
     * A change that a resource of another module makes, in the name of the operator who asks.
     *
     * @param work is given the name of the operator's token
     * @throws RuntimeException when the caller is no operator, or the change could not be written
     *     down; it was not done
     */
    public <T> T change(
            ServerRequest http, String action, String target, Function<String, T> work) {
        AdminCaller caller = AdminCaller.operator(http);
        return change(
                caller, Asked.of(action, target), () -> work.apply(caller.administrator().name()));
    }

    /** The newest changes, newest first. */
    List<AdminChange> newest(int atMost) {
        lock.lock();
        try {
            return changes.descendingMap().values().stream().limit(atMost).toList();
        } finally {
            lock.unlock();
        }
    }

    /** What could not be read when the journal was opened. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    private long begin(AdminCaller caller, Asked asked) {
        lock.lock();
        try {
            var change =
                    new AdminChange(
                            last + 1,
                            clock.instant(),
                            caller.administrator().name(),
                            caller.administrator().role().word(),
                            caller.from(),
                            asked.action(),
                            asked.target(),
                            asked.parameters(),
                            Optional.empty());
            append(AdminChangeJson.asked(change));
            take(new AdminChangeJson.Entry.Asked(change));
            shorten();
            return change.number();
        } catch (EventLogFailedException e) {
            LOG.log(Level.ERROR, "A change was refused: it could not be written down", e);
            throw new AdminRefusedException(
                    AdminProblem.DISK_FAILED,
                    "the change could not be written down, and so it was not made");
        } finally {
            lock.unlock();
        }
    }

    private void end(long number, String result) {
        var end = new AdminChange.End(clock.instant(), result);
        lock.lock();
        try {
            append(AdminChangeJson.ended(number, end));
            take(new AdminChangeJson.Entry.Ended(number, end));
        } catch (EventLogFailedException e) {
            LOG.log(Level.ERROR, "The end of change " + number + " could not be written down", e);
        } finally {
            lock.unlock();
        }
    }

    private void append(byte[] entry) {
        journal.append(List.of(entry));
        entries++;
    }

    private void take(AdminChangeJson.Entry entry) {
        switch (entry) {
            case AdminChangeJson.Entry.Asked asked -> {
                changes.put(asked.change().number(), asked.change());
                last = Math.max(last, asked.change().number());
            }
            case AdminChangeJson.Entry.Ended ended ->
                    changes.computeIfPresent(
                            ended.number(), (number, change) -> change.ended(ended.end()));
        }
    }

    /** The newest change always stays, so that its number is not given twice. */
    private void forget() {
        Instant oldest = clock.instant().minus(bounds.age());
        while (changes.size() > 1
                && (changes.size() > bounds.changes()
                        || changes.firstEntry().getValue().at().isBefore(oldest))) {
            changes.pollFirstEntry();
        }
    }

    private void shorten() {
        forget();
        if (entries < (long) ENTRIES_PER_KEPT_CHANGE * bounds.changes()) {
            return;
        }
        try {
            journal.replace(changes.values().stream().map(AdminChangeJson::asked).toList());
            entries = changes.size();
        } catch (EventLogFailedException e) {
            LOG.log(Level.WARNING, "The admin journal could not be shortened", e);
        }
    }

    private static String reason(RuntimeException e) {
        String text =
                switch (e) {
                    case IllegalArgumentException told -> String.valueOf(told.getMessage());
                    case AdminRefusedException refused -> refused.detail();
                    case ChoicesUnavailableException away -> String.valueOf(away.getMessage());
                    default -> e.getClass().getSimpleName();
                };
        return text.substring(0, Math.min(text.length(), LONGEST_RESULT));
    }
}
