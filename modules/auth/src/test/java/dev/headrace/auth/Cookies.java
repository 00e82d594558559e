package dev.headrace.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes cookies and the requests that carry them, with the keys of the vectors. */
final class Cookies {

    static final String NAME = "gutoolsAuth-assym";
    static final VectorFile VECTORS = VectorFile.shipped();

    private Cookies() {}

    static String payload(String email, Instant expires, String multifactor) {
        return "firstName=A&lastName=B&email=%s&system=x&authedIn=x&expires=%d&multifactor=%s"
                .formatted(email, expires.toEpochMilli(), multifactor);
    }

    /** A cookie of somebody who may call. */
    static String fresh(String key, Instant expires) {
        return signed(key, payload("jo@guardian.co.uk", expires, "true"));
    }

    static String signed(String key, String payload) {
        return signed(key, payload.getBytes(StandardCharsets.UTF_8));
    }

    static String signed(String key, byte[] payload) {
        try {
            byte[] encoded = Base64.getDecoder().decode(VECTORS.privateKey(key));
            PrivateKey privateKey =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(payload);
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(payload) + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Credentials request(String cookie) {
        return requestWithHeaders(List.of("a=1; " + NAME + "=" + cookie));
    }

    static Credentials requestWithHeaders(List<String> headers) {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), headers, "/event");
    }
}
