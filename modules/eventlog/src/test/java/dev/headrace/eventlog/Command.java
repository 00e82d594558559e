package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;

/** One thing that a node does, or that befalls it, in a life that {@link CrashPoints} explores. */
sealed interface Command {

    /** Callers append: the first alone, all others while it is written, so in one group. */
    record Append(List<Caller> callers) implements Command {

        @Override
        public List<Command> simpler() {
            List<Command> simpler = new ArrayList<>();
            for (int i = 0; i < callers.size() && callers.size() > 1; i++) {
                List<Caller> fewer = new ArrayList<>(callers);
                fewer.remove(i);
                simpler.add(new Append(List.copyOf(fewer)));
            }
            for (int i = 0; i < callers.size(); i++) {
                for (Caller smaller : callers.get(i).simpler()) {
                    List<Caller> others = new ArrayList<>(callers);
                    others.set(i, smaller);
                    simpler.add(new Append(List.copyOf(others)));
                }
            }
            return simpler;
        }
    }

    /** One call of append: so many frames of so many records of so many bytes. */
    record Caller(int frames, int records, int bytes) {

        List<Caller> simpler() {
            List<Caller> simpler = new ArrayList<>();
            if (frames > 1) {
                simpler.add(new Caller(1, records, bytes));
            }
            if (records > 1) {
                simpler.add(new Caller(frames, 1, bytes));
            }
            if (bytes > 40) {
                simpler.add(new Caller(frames, records, 40));
            }
            return simpler;
        }
    }

    /** One of the two readers goes to a place: percent of what the log holds. */
    record Seek(int reader, int percent) implements Command {}

    /** One of the two readers reads on. */
    record Follow(int reader, int frames) implements Command {}

    /**
     * Sinks have taken a part of what they had not: percent.
     *
     * @param all what every sink has taken
     * @param required what the required sinks have taken; not less
     */
    record Progress(int all, int required) implements Command {}

    /** Time passes. */
    record Wait(int minutes) implements Command {}

    /** Deletes what the retention rules allow. */
    record Prune() implements Command {}

    /** Appends to the journal. */
    record Note(int entries, int bytes) implements Command {}

    /** Replaces the journal. */
    record Snapshot(int entries, int bytes) implements Command {}

    /** Keeps dead letters, for both sinks when there are two or more. */
    record Bury(int letters) implements Command {}

    /** Reads the dead letters of both sinks. */
    record ReadLetters() implements Command {}

    /** Closes everything and opens it again; what was not forced stays in memory. */
    record Restart() implements Command {}

    /** The power fails after so many more steps. */
    record Crash(int after, long seed) implements Command {}

    /** The operation of a kind that comes after so many others of it fails, once. */
    record Fail(Kind kind, int after) implements Command {}

    /** The volume takes nothing more. */
    record FillVolume() implements Command {}

    /** The volume has room again. */
    record FreeVolume() implements Command {}

    /** What can fail. */
    enum Kind {
        WRITE,
        FORCE,
        READ,
        NAME;

        boolean covers(String operation) {
            return switch (this) {
                case WRITE -> operation.equals("write") || operation.equals("truncate");
                case FORCE -> operation.equals("force");
                case READ -> operation.equals("read") || operation.equals("open");
                case NAME ->
                        operation.equals("create")
                                || operation.equals("rename")
                                || operation.equals("delete")
                                || operation.equals("forceFolder")
                                || operation.equals("list");
            };
        }
    }

    /** The same with less of it, the simplest first. */
    default List<Command> simpler() {
        return List.of();
    }
}
