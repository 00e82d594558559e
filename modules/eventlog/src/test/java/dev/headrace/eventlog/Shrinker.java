package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a list of commands that fails as short and simple as it can: takes away parts, halves
 * first, then single commands, then makes each simpler, as long as what is left fails the same way.
 */
final class Shrinker {

    private final Trial fails;

    /** Whether a list of commands still fails. */
    interface Trial {
        boolean on(List<Command> commands) throws InterruptedException;
    }

    Shrinker(Trial fails) {
        this.fails = fails;
    }

    List<Command> shrink(List<Command> commands) throws InterruptedException {
        List<Command> best = commands;
        List<Command> before;
        do {
            before = best;
            best = simplify(fewer(best));
        } while (!best.equals(before));
        return best;
    }

    private List<Command> fewer(List<Command> commands) throws InterruptedException {
        List<Command> best = commands;
        for (int size = Math.max(1, best.size() / 2); size >= 1; size /= 2) {
            for (int from = best.size() - size; from >= 0; from -= size) {
                List<Command> without = new ArrayList<>(best.subList(0, from));
                without.addAll(best.subList(Math.min(best.size(), from + size), best.size()));
                if (fails.on(without)) {
                    best = without;
                    from = Math.min(from, best.size());
                }
            }
        }
        return List.copyOf(best);
    }

    private List<Command> simplify(List<Command> commands) throws InterruptedException {
        List<Command> best = new ArrayList<>(commands);
        for (int i = 0; i < best.size(); i++) {
            for (Command simpler : best.get(i).simpler()) {
                List<Command> other = new ArrayList<>(best);
                other.set(i, simpler);
                if (fails.on(other)) {
                    best = other;
                    break;
                }
            }
        }
        return List.copyOf(best);
    }
}
