package dev.headrace.auth;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256, keyed once and copied for each use: no look-up of providers. */
final class Macs {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Mac PLAIN = plain();

    private Macs() {}

    private static Mac plain() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " belongs to every JDK", e);
        }
    }

    static Mac keyed(byte[] key) {
        try {
            Mac mac = copy(PLAIN);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of bytes is a key", e);
        }
    }

    static Mac copy(Mac keyed) {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
