package dev.headrace.privacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The keys of one organisation: the highest version is in force, the earlier ones tell what was
 * hashed before. A destroyed key's version is remembered and never given again. Immutable.
 *
 * @param organisation whose; empty for callers without an organisation
 * @param keys the keys that are there, oldest first; at least one
 * @param destroyed the versions whose keys are gone, and since when
 */
record KeyRing(Optional<String> organisation, List<Key> keys, List<Destroyed> destroyed) {

    static final int KEY_BYTES = 32;

    /** One key. */
    @SuppressWarnings("ArrayRecordComponent") // compared by version alone
    record Key(int version, byte[] secret, Optional<Instant> made) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Key[" + version + "]";
        }
    }

    /** A key that is gone. */
    record Destroyed(int version, Instant at) {}

    KeyRing {
        keys = keys.stream().sorted(Comparator.comparingInt(Key::version)).toList();
        destroyed = List.copyOf(destroyed);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a ring holds at least one key");
        }
    }

    /** The first key of an organisation. */
    static KeyRing make(Optional<String> organisation, RandomGenerator random, Instant now) {
        return new KeyRing(organisation, List.of(key(1, random, now)), List.of());
    }

    private static Key key(int version, RandomGenerator random, Instant now) {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return new Key(version, secret, Optional.of(now));
    }

    /** With one key more, which is in force. */
    KeyRing rotated(RandomGenerator random, Instant now) {
        var more = new ArrayList<>(keys);
        more.add(key(newest() + 1, random, now));
        return new KeyRing(organisation, more, destroyed);
    }

    /** Without the keys of some versions; when none is left to be in force, with a new one. */
    KeyRing destroyed(Collection<Integer> versions, RandomGenerator random, Instant now) {
        var gone = new ArrayList<>(destroyed);
        var left = new ArrayList<Key>();
        for (Key key : keys) {
            if (versions.contains(key.version())) {
                gone.add(new Destroyed(key.version(), now));
            } else {
                left.add(key);
            }
        }
        if (versions.contains(keys.getLast().version())) {
            left.add(key(newest() + 1, random, now));
        }
        return new KeyRing(organisation, left, gone);
    }

    /** The highest version that ever was. */
    private int newest() {
        return Math.max(
                keys.getLast().version(),
                destroyed.stream().mapToInt(Destroyed::version).max().orElse(0));
    }

    Key inForce() {
        return keys.getLast();
    }

    boolean holds(int version) {
        return keys.stream().anyMatch(key -> key.version() == version);
    }
}
