package dev.headrace.privacy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the answers to questions that are asked often: a full generation becomes the old one,
 * and what is asked for there moves into the new one. No more than two generations are in memory.
 * Safe for use by any number of threads; finding costs no lock.
 */
final class Recent<K, V> {

    private final int most;
    private final AtomicReference<Generations<K, V>> generations;

    private record Generations<K, V>(ConcurrentHashMap<K, V> young, ConcurrentHashMap<K, V> old) {}

    /**
     * Remembers nothing yet.
     *
     * @param most answers of one generation
     */
    Recent(int most) {
        this.most = most;
        this.generations =
                new AtomicReference<>(
                        new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));
    }

    @Nullable V find(K question) {
        Generations<K, V> both = generations.get();
        V known = both.young().get(question);
        if (known != null) {
            return known;
        }
        V older = both.old().get(question);
        if (older != null) {
            remember(question, older);
        }
        return older;
    }

    void remember(K question, V answer) {
        Generations<K, V> both = generations.get();
        if (both.young().mappingCount() < most) {
            both.young().put(question, answer);
            return;
        }
        var next = new Generations<K, V>(new ConcurrentHashMap<>(), both.young());
        next.young().put(question, answer);
        generations.compareAndSet(both, next);
    }

    /** How many answers are remembered. */
    long size() {
        Generations<K, V> both = generations.get();
        return both.young().mappingCount() + both.old().mappingCount();
    }
}
