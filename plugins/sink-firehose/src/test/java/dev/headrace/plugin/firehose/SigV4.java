package dev.headrace.plugin.firehose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS's signature, version 4, written down from its description and not by the SDK, so that it
 * proves something about the SDK's requests.
 *
 * @param date when, as {@code 20261122T091530Z}
 */
record SigV4(String secret, String date, String region, String service) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /**
     * The signature of a request without a query.
     *
     * @param headers the signed ones: lower-case names, values without space around
     * @param payloadHash the body's, in hexadecimal
     */
    String signature(
            String method, String path, SortedMap<String, String> headers, String payloadHash) {
        var canonical = new StringBuilder(method + '\n' + path + "\n\n");
        headers.forEach(
                (name, value) -> canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names(headers)).append('\n').append(payloadHash);
        String toSign =
                String.join("\n", ALGORITHM, date, scope(), hash(bytes(canonical.toString())));
        byte[] key = bytes("AWS4" + secret);
        for (String part : scope().split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** The header that carries the signature. */
    String authorization(
            String keyId,
            String method,
            String path,
            SortedMap<String, String> headers,
            String payloadHash) {
        return ALGORITHM
                + " Credential="
                + keyId
                + '/'
                + scope()
                + ", SignedHeaders="
                + names(headers)
                + ", Signature="
                + signature(method, path, headers, payloadHash);
    }

    private String scope() {
        return date.substring(0, 8) + '/' + region + '/' + service + "/aws4_request";
    }

    private static String names(Map<String, String> headers) {
        return String.join(";", headers.keySet());
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
