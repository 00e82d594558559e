package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import dev.headrace.publishing.ReplayEntry.Phase;
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
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every replay under way, the newest that ended, and how much was delivered again by all that ever
 * ended, in the journal {@code replays}. Safe for use by several threads.
 */
final class ReplayBook {

    /** How many ended replays are remembered. */
    static final int ENDED_KEPT = 100;

    private static final int REPLAY = 1;
    private static final int REDELIVERED = 2;

    private final Journal journal;
    private final long snapshotSize;

    /** The oldest first. */
    private final Map<String, ReplayEntry> replays = new LinkedHashMap<>();

    /** By sink and stream. */
    private final Map<String, Map<String, Long>> redelivered = new TreeMap<>();

    ReplayBook(Journal journal, long snapshotSize) {
        this.journal = journal;
        this.snapshotSize = snapshotSize;
        journal.entries().forEach(this::restore);
        trim();
    }

    synchronized List<ReplayEntry> all() {
        return List.copyOf(replays.values());
    }

    synchronized Optional<ReplayEntry> find(String id) {
        return Optional.ofNullable(replays.get(id));
    }

    /** How many records ended replays have delivered again to a sink, by stream. */
    synchronized Map<String, Long> redelivered(String sink) {
        return Map.copyOf(redelivered.getOrDefault(sink, Map.of()));
    }

    /** Puts an entry in the place of the one with its id; returns when that is forced. */
    synchronized void put(ReplayEntry entry) {
        put(entry, Map.of());
    }

    /**
     * As {@link #put(ReplayEntry)}, in one step with more redelivered records.
     *
     * @param more by stream
     */
    synchronized void put(ReplayEntry entry, Map<String, Long> more) {
        String sink = entry.request().sink();
        var totals = new TreeMap<String, Long>(redelivered(sink));
        more.forEach((stream, records) -> totals.merge(stream, records, Long::sum));
        var entries = new ArrayList<byte[]>();
        entries.add(encode(entry));
        if (!more.isEmpty()) {
            entries.add(encode(sink, totals));
        }
        journal.append(entries);
        entries.forEach(this::restore);
        trim();
        if (journal.size() > snapshotSize) {
            replaceBySnapshot();
        }
    }

    /** Forgets a replay that never began. */
    synchronized void forget(String id) {
        replays.remove(id);
        replaceBySnapshot();
    }

    void close() {
        journal.close();
    }

    private void replaceBySnapshot() {
        var entries = new ArrayList<byte[]>();
        replays.values().forEach(entry -> entries.add(encode(entry)));
        redelivered.forEach((sink, totals) -> entries.add(encode(sink, totals)));
        journal.replace(entries);
    }

    private void trim() {
        List<String> swept =
                replays.values().stream()
                        .filter(entry -> entry.phase() == Phase.SWEPT)
                        .map(ReplayEntry::id)
                        .toList();
        swept.subList(0, Math.max(0, swept.size() - ENDED_KEPT)).forEach(replays::remove);
    }

    private static byte[] encode(ReplayEntry entry) {
        return encoded(out -> {
            out.writeByte(REPLAY);
            entry.write(out);
        });
    }

    private static byte[] encode(String sink, Map<String, Long> totals) {
        return encoded(out -> {
            out.writeByte(REDELIVERED);
            out.writeUTF(sink);
            out.writeInt(totals.size());
            for (Map.Entry<String, Long> total : totals.entrySet()) {
                out.writeUTF(total.getKey());
                out.writeLong(total.getValue());
            }
        });
    }

    private static byte[] encoded(Body body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void restore(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            switch (in.readUnsignedByte()) {
                case REPLAY -> {
                    ReplayEntry entry = ReplayEntry.read(in);
                    replays.put(entry.id(), entry);
                }
                case REDELIVERED -> {
                    String sink = in.readUTF();
                    var totals = new TreeMap<String, Long>();
                    for (int left = in.readInt(); left > 0; left--) {
                        totals.put(in.readUTF(), in.readLong());
                    }
                    redelivered.put(sink, totals);
                }
                default -> throw new IllegalStateException("a replays journal of another version");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the replays journal holds an entry cut short", e);
        }
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }
}
