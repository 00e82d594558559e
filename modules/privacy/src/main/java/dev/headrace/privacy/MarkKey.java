package dev.headrace.privacy;

import dev.headrace.event.Principal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that makes marks of persons and addresses, one for all nodes. It is another than those
 * that hash events, and is never changed: a choice must be found again however often those are
 * rotated or destroyed, and must not help to find anybody's events. Safe for use by any number of
 * threads.
 */
public final class MarkKey {

    /** So much of an IPv6 address stays the same while its machine changes the rest (RFC 8981). */
    private static final int NETWORK_BITS_OF_V6 = 64;

    private static final String CHECK = "check";

    private final Mac keyed;

    /**
     * Uses a key.
     *
     * @param secret at least 32 random bytes
     */
    public MarkKey(byte[] secret) {
        if (secret.length < KeyRing.KEY_BYTES) {
            throw new IllegalArgumentException("a key has at least 32 bytes");
        }
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /**
     * Opens the key's file, and makes it where there is none.
     *
     * @throws PrivacyKeyException saying what is wrong with the file
     */
    public static MarkKey open(Path file, RandomGenerator random, Clock clock) {
        var place = new KeyRingFile(file);
        KeyRing ring =
                place.exists()
                        ? place.read()
                        : place.make(Optional.empty(), random, clock.instant());
        return new MarkKey(ring.keys().getFirst().secret());
    }

    /**
     * The mark of a person.
     *
     * @param organisation whose person; another organisation's has another mark
     * @param actor as credentials name the person; an e-mail address in whatever case
     */
    public PersonMark ofActor(Optional<String> organisation, String actor) {
        String within = organisation.orElse("");
        String same = actor.indexOf('@') < 0 ? actor : actor.toLowerCase(Locale.ROOT);
        return of("actor/" + within.length() + "/" + within + "/" + same);
    }

    /** The mark of the person behind a caller; services and callers without a name are none. */
    Optional<PersonMark> ofPerson(Principal principal) {
        return switch (principal.kind()) {
            case SESSION, PERSON ->
                    Optional.of(
                            ofActor(
                                    principal.organisation(),
                                    principal.email().orElse(principal.name())));
            case SERVICE, ANONYMOUS -> Optional.empty();
        };
    }

    /** The mark of an address; of IPv6 that of its /64, whose machines change the rest. */
    public PersonMark ofAddress(ClientAddress address) {
        ClientAddress same = address.isV4() ? address : address.prefix(NETWORK_BITS_OF_V6);
        return of("address/" + same.text());
    }

    private PersonMark of(String text) {
        return PersonMark.read(ByteBuffer.wrap(code(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Tells whether what is stored was made with this key, and not which key it is. */
    public byte[] check() {
        return PersonMark.read(ByteBuffer.wrap(code(CHECK.getBytes(StandardCharsets.UTF_8))))
                .bytes();
    }

    /** The whole authentication code of some bytes. */
    byte[] code(byte[] bytes) {
        try {
            return ((Mac) keyed.clone()).doFinal(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }
}
