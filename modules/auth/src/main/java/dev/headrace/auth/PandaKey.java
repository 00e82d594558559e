package dev.headrace.auth;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key that cookies may be signed for.
 *
 * @param id as pan-domain's own tools name it: the first five characters of its digest in base 36
 * @param key the key
 */
record PandaKey(String id, PublicKey key) {

    static final int SMALLEST_MODULUS_BITS = 2048;

    private static final int ID_LENGTH = 5;

    /**
     * Reads the base64 of a SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating the text
     */
    static PandaKey parse(String base64) {
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not base64", e);
        }
        RSAPublicKey key = rsa(encoded);
        int bits = key.getModulus().bitLength();
        if (bits < SMALLEST_MODULUS_BITS) {
            throw new IllegalArgumentException(
                    "has only %d bits; at least %d are safe"
                            .formatted(bits, SMALLEST_MODULUS_BITS));
        }
        return new PandaKey(id(encoded), key);
    }

    private static RSAPublicKey rsa(byte[] encoded) {
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("is not an RSA public key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA belongs to every JDK", e);
        }
    }

    private static String id(byte[] encoded) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            return new BigInteger(1, digest).toString(36).substring(0, ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 belongs to every JDK", e);
        }
    }

    boolean signed(PandaCookie cookie) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(cookie.payload());
            return signature.verify(cookie.signature());
        } catch (SignatureException e) {
            return false; // a length that this key does not make
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read verifies", e);
        }
    }
}
