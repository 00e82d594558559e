package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The plans of one sink that are not done, in a journal of its own. A plan is forced before its
 * batch is written for the first time; that it is done may be noted late, because by then its
 * records are complete in the sink's progress. For one thread at a time.
 */
final class PlanJournal {

    private static final int PLANNED = 1;
    private static final int DONE = 2;

    private final Journal journal;
    private final long snapshotSize;
    private final Map<String, Plan> outstanding = new LinkedHashMap<>();
    private final List<byte[]> unwritten = new ArrayList<>();

    PlanJournal(Journal journal, long snapshotSize) {
        this.journal = journal;
        this.snapshotSize = snapshotSize;
        journal.entries().forEach(this::restore);
    }

    /** The plans that are not done, oldest first. */
    List<Plan> outstanding() {
        return List.copyOf(outstanding.values());
    }

    /**
     * Adds plans and returns when they are forced. When that fails nothing is added, and it can be
     * called again.
     */
    void add(List<Plan> plans) {
        if (journal.size() > snapshotSize) {
            journal.replace(
                    Stream.concat(outstanding.values().stream(), plans.stream())
                            .map(PlanJournal::planned)
                            .toList());
        } else {
            journal.append(
                    Stream.concat(unwritten.stream(), plans.stream().map(PlanJournal::planned))
                            .toList());
        }
        unwritten.clear();
        plans.forEach(plan -> outstanding.put(plan.id(), plan));
    }

    /** Puts plans in the place of another, in one step; it, too, can be called again. */
    void replace(Plan parent, List<Plan> children) {
        done(parent.id());
        add(children);
    }

    /** Notes that a plan is done; written with the next plans. */
    void done(String id) {
        if (outstanding.remove(id) != null) {
            unwritten.add(doneEntry(id));
        }
    }

    /** Forgets all plans. */
    void clear() {
        outstanding.clear();
        unwritten.clear();
        if (journal.size() > 0) {
            journal.replace(List.of());
        }
    }

    void close() {
        journal.close();
    }

    private static byte[] planned(Plan plan) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(PLANNED);
            out.writeUTF(plan.id());
            ProgressEntry.writeRanges(plan.records(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] doneEntry(String id) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(DONE);
            out.writeUTF(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void restore(byte[] entry) {
        try (var in = new DataInputStream(new ByteArrayInputStream(entry))) {
            int kind = in.readUnsignedByte();
            String id = in.readUTF();
            switch (kind) {
                case PLANNED -> outstanding.put(id, new Plan(id, ProgressEntry.readRanges(in)));
                case DONE -> outstanding.remove(id);
                default -> throw new IllegalStateException("a plans journal of another version");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a plans journal holds an entry cut short", e);
        }
    }
}
