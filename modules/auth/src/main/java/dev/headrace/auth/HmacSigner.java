package dev.headrace.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as services do. Clients use it to call Headrace; the authenticator uses it to
 * check them. Safe for use by any number of threads; shows its secret to nobody.
 */
public final class HmacSigner {

    public static final String TOKEN_HEADER = "X-Gu-Tools-HMAC-Token";
    public static final String DATE_HEADER = "X-Gu-Tools-HMAC-Date";
    public static final String SERVICE_NAME_HEADER = "X-Gu-Tools-Service-Name";

    private static final String ALGORITHM = "HmacSHA256";

    /**
     * Keyed once and never fed: each signature works on a clone, without a look-up of providers.
     */
    private final Mac keyed;

    /**
     * Makes a signer.
     *
     * @throws IllegalArgumentException when the secret is empty
     */
    public HmacSigner(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret signs nothing");
        }
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " belongs to every JDK", e);
        }
    }

    /**
     * The two headers that authenticate a request for the path at that moment.
     *
     * @param at when the request is sent; the receiver accepts less than five minutes of difference
     * @param rawPath the path exactly as it will be sent, without the query
     */
    public Map<String, String> headers(Instant at, String rawPath) {
        String date = HttpDate.format(at);
        byte[] signature = signature(textToSign(date, rawPath));
        return Map.of(
                DATE_HEADER,
                date,
                TOKEN_HEADER,
                "HMAC " + new String(signature, StandardCharsets.US_ASCII));
    }

    static byte[] textToSign(String date, String rawPath) {
        return (date + "\n" + rawPath).getBytes(StandardCharsets.UTF_8);
    }

    /** In standard base64. */
    byte[] signature(byte[] text) {
        return Base64.getEncoder().encode(mac(text));
    }

    /** The 32 bytes themselves. */
    byte[] mac(byte[] text) {
        try {
            return ((Mac) keyed.clone()).doFinal(text);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be cloned", e);
        }
    }

    /** Whether both have the same secret. */
    boolean isSameAs(HmacSigner other) {
        byte[] probe = new byte[0];
        return MessageDigest.isEqual(mac(probe), other.mac(probe));
    }
}
