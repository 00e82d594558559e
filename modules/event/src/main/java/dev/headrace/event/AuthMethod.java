package dev.headrace.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to authenticate that a contract can allow. */
public enum AuthMethod {
    /** The shared-secret headers of a service. */
    HMAC,
    /** The pan-domain cookie of a person. */
    PANDA,
    /** The signature of a registered deployment, over the body. */
    SIGNATURE,
    /** The signed token of a session. */
    SESSION,
    /** No credentials at all; a contract must say so. */
    NONE;

    /** The word that contracts use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method that a contract's word means. */
    public static Optional<AuthMethod> ofWord(String word) {
        return Arrays.stream(values()).filter(method -> method.word().equals(word)).findFirst();
    }
}
