package dev.headrace.auth;

import dev.headrace.auth.SignatureVerdict.Reason;
import dev.headrace.auth.SignatureVerdict.Refused;
import dev.headrace.auth.SignatureVerdict.Signed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * Registers deployments and checks what they sign. A deployment's key is derived from its id and a
 * key file, so that nothing grows with their number, a registration is durable before it is made,
 * and every node with the same file knows them all. A signature says that a report comes from
 * whoever registered the id, not that the report is true.
 *
 * <p>Safe for use by any number of threads. Repeats are recognised per node and process.
 */
public final class Deployments {

    /** A time this far off, or farther, is refused. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final HexFormat HEX = HexFormat.of();
    private static final String PREFIX = "v1=";
    private static final int SIGNATURE_LENGTH = PREFIX.length() + 64;
    private static final String PURPOSE = "headrace deployment\n";
    private static final Pattern ID = Pattern.compile("d([1-9][0-9]{0,3})-[0-9a-f-]{36}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern NONCE_FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final SortedMap<Integer, Mac> masters;
    private final RandomGenerator random;
    private final Clock clock;
    private final UsedNonces nonces;

    /**
     * A new deployment.
     *
     * @param id what it puts into its reports
     * @param key what it signs them with: 64 hexadecimal digits, to be shown once and never logged
     */
    public record Registered(String id, String key) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Registered[" + id + "]";
        }
    }

    private Deployments(
            SortedMap<Integer, Mac> masters,
            RandomGenerator random,
            Clock clock,
            UsedNonces nonces) {
        this.masters = masters;
        this.random = random;
        this.clock = clock;
        this.nonces = nonces;
    }

    /**
     * Reads the key file, and makes it first where there is none.
     *
     * @param random where the keys come from: in production a {@link java.security.SecureRandom}
     * @throws AuthSettingsException when the file cannot be used
     */
    public static Deployments open(Path keysFile, RandomGenerator random, Clock clock) {
        return open(keysFile, random, clock, UsedNonces.MOST);
    }

    static Deployments open(Path keysFile, RandomGenerator random, Clock clock, int mostNonces) {
        SortedMap<Integer, Mac> masters = new TreeMap<>();
        DeploymentKeyFile.open(keysFile, random)
                .forEach((version, key) -> masters.put(version, Macs.keyed(key)));
        return new Deployments(masters, random, clock, new UsedNonces(mostNonces));
    }

    /** Registers a deployment. */
    public Registered register() {
        Map.Entry<Integer, Mac> newest = masters.lastEntry();
        String id = "d" + newest.getKey() + "-" + new UUID(random.nextLong(), random.nextLong());
        return new Registered(id, HEX.formatHex(key(newest.getValue(), id)));
    }

    /**
     * Checks a signature over a body, and uses up its nonce.
     *
     * @param body the array that begins with the body
     * @param length how many bytes the body has
     */
    public SignatureVerdict verify(DeploymentSignature signature, byte[] body, int length) {
        Optional<Mac> master = signature.deployment().flatMap(this::master);
        if (master.isEmpty() || !hasForm(signature)) {
            return new Refused(Reason.MALFORMED);
        }
        String id = signature.deployment().orElseThrow();
        String time = signature.timestamp().orElseThrow();
        String nonce = signature.nonce().orElseThrow();
        if (!isNow(Long.parseLong(time))) {
            return new Refused(Reason.NOT_NOW);
        }
        Mac mac = Macs.keyed(key(master.get(), id));
        mac.update((time + "." + nonce + ".").getBytes(StandardCharsets.US_ASCII));
        mac.update(body, 0, length);
        if (!MessageDigest.isEqual(mac.doFinal(), claimed(signature.signature()))) {
            return new Refused(Reason.WRONG);
        }
        return switch (nonces.use(id + ' ' + nonce, clock.millis())) {
            case FIRST -> new Signed(id);
            case REPEATED -> new Refused(Reason.REPEATED);
            case FULL -> new Refused(Reason.TOO_MANY);
        };
    }

    private Optional<Mac> master(String id) {
        var form = ID.matcher(id);
        return form.matches()
                ? Optional.ofNullable(masters.get(Integer.valueOf(form.group(1))))
                : Optional.empty();
    }

    private static boolean hasForm(DeploymentSignature signature) {
        return signature.signature().length() == SIGNATURE_LENGTH
                && signature.signature().startsWith(PREFIX)
                && signature
                        .signature()
                        .chars()
                        .skip(PREFIX.length())
                        .allMatch(HexFormat::isHexDigit)
                && signature.timestamp().filter(text -> SECONDS.matcher(text).matches()).isPresent()
                && signature.nonce().filter(text -> NONCE_FORM.matcher(text).matches()).isPresent();
    }

    private boolean isNow(long seconds) {
        long off = Math.abs(clock.millis() - seconds * 1000);
        return off < WINDOW.toMillis();
    }

    private static byte[] claimed(String signature) {
        return HEX.parseHex(signature, PREFIX.length(), signature.length());
    }

    private static byte[] key(Mac master, String id) {
        return Macs.copy(master).doFinal((PURPOSE + id).getBytes(StandardCharsets.US_ASCII));
    }
}
