package dev.headrace.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Remembers credentials by the digest of their text, so that a signature is checked once and not at
 * every call. Only those with a good signature get in: nobody without a key can fill it.
 *
 * <p>Bounded by two generations: when the young one is full it becomes the old one, and the old one
 * is dropped; whatever is still used moves to the young one. Readers take no lock.
 *
 * @param <V> what a good credential says
 */
final class Remembered<V> {

    private record Generations<V>(Map<Digest, V> young, Map<Digest, V> old) {}

    /** A SHA-256 digest. */
    record Digest(long first, long second, long third, long fourth) {}

    private final int perGeneration;
    private final MessageDigest unfed;
    private final AtomicReference<Generations<V>> generations =
            new AtomicReference<>(
                    new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

    Remembered(int capacity) {
        perGeneration = Math.max(1, capacity / 2);
        try {
            unfed = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every JDK", e);
        }
    }

    /** Works on a clone: no look-up of providers for each request. */
    Digest digest(String text) {
        try {
            MessageDigest fresh = (MessageDigest) unfed.clone();
            ByteBuffer digest =
                    ByteBuffer.wrap(fresh.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(
                    digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
        }
    }

    Optional<V> find(Digest digest) {
        Generations<V> present = generations.get();
        V young = present.young().get(digest);
        if (young != null) {
            return Optional.of(young);
        }
        Optional<V> old = Optional.ofNullable(present.old().get(digest));
        old.ifPresent(value -> remember(digest, value));
        return old;
    }

    void remember(Digest digest, V value) {
        Generations<V> present = generations.get();
        if (present.young().size() >= perGeneration) {
            generations.compareAndSet(
                    present, new Generations<>(new ConcurrentHashMap<>(), present.young()));
        }
        generations.get().young().put(digest, value);
    }

    void forget(Predicate<V> useless) {
        Generations<V> present = generations.get();
        present.young().values().removeIf(useless);
        present.old().values().removeIf(useless);
    }

    int size() {
        Generations<V> present = generations.get();
        return present.young().size() + present.old().size();
    }
}
