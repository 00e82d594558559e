package dev.headrace.auth;

/** Whether a deployment has signed a report. */
public sealed interface SignatureVerdict {

    /** It has, now and for the first time. */
    record Signed(String deployment) implements SignatureVerdict {}

    /** It has not. */
    record Refused(Reason reason) implements SignatureVerdict {}

    /** Why a signature was refused. */
    enum Reason {
        /** A header is missing or has not its form. */
        MALFORMED(
                "X-Deployment, X-Timestamp (seconds), X-Nonce (16 to 64 letters, digits, - or _)"
                        + " and X-Signature (v1= and 64 hexadecimal digits) belong together"),
        /** The time is five minutes or more from this node's. */
        NOT_NOW("X-Timestamp is five minutes or more from the time of this node"),
        /** The signature is not what the deployment's key makes of time, nonce and body. */
        WRONG(
                "X-Signature is not the HMAC-SHA-256 of timestamp.nonce.body with this deployment's key"),
        /** The deployment has used the nonce in the last ten minutes. */
        REPEATED("X-Nonce was used before: sign again with a new one"),
        /** More was signed in ten minutes than this node remembers nonces of. */
        TOO_MANY("more signed reports than this node can tell repeats of: come again later");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** For the client; holds no value. */
        public String sentence() {
            return sentence;
        }
    }
}
