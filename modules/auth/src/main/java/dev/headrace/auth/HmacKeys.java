package dev.headrace.auth;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The keys of one reading of the key file. */
record HmacKeys(List<HmacKey> keys) implements KeySet {

    HmacKeys {
        keys = List.copyOf(keys);
    }

    /**
     * The live key whose signature of the text is the claimed one. Tries every live key and
     * compares in constant time, so that the answer's time tells neither how much of a signature
     * was right nor which key it was.
     */
    Optional<HmacKey> verifying(byte[] claimed, byte[] text, Predicate<HmacKey> live) {
        return verifying(claimed, key -> key.signer().signature(text), live);
    }

    /** The same for signatures of another form. */
    Optional<HmacKey> verifying(
            byte[] claimed, Function<HmacKey, byte[]> signature, Predicate<HmacKey> live) {
        HmacKey verifying = null;
        for (HmacKey key : keys) {
            if (live.test(key) && MessageDigest.isEqual(signature.apply(key), claimed)) {
                verifying = key;
            }
        }
        return Optional.ofNullable(verifying);
    }

    /** Whether another reading gave the same keys. */
    boolean isSameAs(HmacKeys others) {
        if (keys.size() != others.keys().size()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).isSameAs(others.keys().get(i))) {
                return false;
            }
        }
        return true;
    }

    HmacKey current() {
        return keys.stream()
                .filter(key -> key.demotedAt().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a key file has a current key"));
    }

    @Override
    public String summary() {
        return "current key " + current().id() + ", " + (keys.size() - 1) + " previous";
    }
}
