package dev.headrace.auth;

import java.util.Optional;

/**
 * What a signed report says of its signer, as it came over the wire.
 *
 * @param deployment the header {@code X-Deployment}
 * @param timestamp the header {@code X-Timestamp}: seconds since 1970
 * @param nonce the header {@code X-Nonce}
 * @param signature the header {@code X-Signature}: {@code v1=} and the hexadecimal HMAC-SHA-256 of
 *     {@code timestamp.nonce.body}
 */
public record DeploymentSignature(
        Optional<String> deployment,
        Optional<String> timestamp,
        Optional<String> nonce,
        String signature) {

    public static final String DEPLOYMENT = "X-Deployment";
    public static final String TIMESTAMP = "X-Timestamp";
    public static final String NONCE = "X-Nonce";
    public static final String SIGNATURE = "X-Signature";

    /** Leaves out what proves anything. */
    @Override
    public String toString() {
        return "DeploymentSignature[]";
    }
}
