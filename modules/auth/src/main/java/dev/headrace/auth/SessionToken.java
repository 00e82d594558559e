package dev.headrace.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The form of a session token: {@code v1.<base64url of a JSON object>.<base64url of a signature>},
 * without padding. The signature is HMAC-SHA-256 over all that stands before the last dot.
 *
 * @param signed what the signature covers
 * @param claims the JSON object, not yet believed
 * @param signature the claimed signature, as it stands in the token
 */
@SuppressWarnings("ArrayRecordComponent") // read once, on one thread
record SessionToken(byte[] signed, byte[] claims, byte[] signature) {

    static final String VERSION = "v1.";

    /** Real ones have about 300 characters. */
    static final int LONGEST = 1_024;

    /** 32 bytes in base64 without padding. */
    private static final int SIGNATURE = 43;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static Optional<SessionToken> parse(String text) {
        int dot = text.length() - SIGNATURE - 1;
        if (text.length() > LONGEST || dot <= VERSION.length() || text.charAt(dot) != '.') {
            return Optional.empty();
        }
        if (!text.startsWith(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SessionToken(
                            ascii(text.substring(0, dot)),
                            Base64.getUrlDecoder().decode(text.substring(VERSION.length(), dot)),
                            ascii(text.substring(dot + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A token with these claims. */
    static String text(byte[] claims, HmacSigner signer) {
        String signed = VERSION + ENCODER.encodeToString(claims);
        return signed
                + '.'
                + new String(signature(ascii(signed), signer), StandardCharsets.US_ASCII);
    }

    /** The signature as a token has it: compared so, one signature has one form. */
    static byte[] signature(byte[] signed, HmacSigner signer) {
        return ENCODER.encode(signer.mac(signed));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SessionToken[]";
    }
}
