package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headrace.auth.CookieVerdict.Grace;
import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.CookieVerdict.Valid;
import dev.headrace.auth.HmacAuthenticator.Signed;
import dev.headrace.event.FuzzSamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Any bytes in the place of credentials and key files: nobody comes in without the key, and what is
 * wrong is said in the one documented way. Without {@code JAZZER_FUZZ=1} only the samples are
 * tried.
 */
class AuthFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SECRET = "a-secret-of-many-letters";
    private static final String PATH = "/v1/streams/example/events";
    private static final String PAYLOAD =
            Cookies.payload("jo@guardian.co.uk", NOW.plus(Duration.ofHours(1)), "true");
    private static final String COOKIE = Cookies.signed("S", PAYLOAD);
    private static final Map<String, String> SIGNED = new HmacSigner(SECRET).headers(NOW, PATH);
    private static final Path FILE = Path.of("keys");
    private static final String SETTINGS = Cookies.VECTORS.settings("S", List.of());
    private static final PandaSettings PANDA =
            new PandaSettings(FILE, Cookies.NAME, Set.of("guardian.co.uk"), true);
    private static final HmacKeys KEYS =
            new HmacKeys(
                    List.of(
                            new HmacKey("k1", new HmacSigner(SECRET), Optional.empty()),
                            new HmacKey(
                                    "k0",
                                    new HmacSigner("another-secret-of-many-letters"),
                                    Optional.of(NOW.minus(Duration.ofDays(400))))));
    private static final String KEY_FILE =
            """
            {"keys":[
              {"id":"k3","secret":"new-secret-of-many-letters","status":"current"},
              {"id":"k2","secret":"old-secret-of-many-letters","status":"previous",
               "demotedAt":"2026-11-20T00:00:00Z"}]}
            """;

    private final CookieVerifier verifier =
            new CookieVerifier(PandaSettingsParser.parse(FILE, SETTINGS), PANDA);

    /** The whole are the lines of several headers; with a leading zero a good one is changed. */
    @FuzzTest(maxDuration = "5m")
    void cookieOpensNothingWithoutTheKey(byte[] bytes) {
        verdict(text(bytes, "a=1; " + Cookies.NAME + "=" + COOKIE));
    }

    private CookieVerdict verdict(String text) {
        List<String> headers = Arrays.asList(text.split("\n", -1));
        Optional<String> cookie = CookieHeader.find(headers, Cookies.NAME);
        CookieVerdict verdict =
                cookie.map(value -> verifier.verify(value, NOW)).orElse(Refusal.NONE);
        switch (verdict) {
            case Valid valid ->
                    require(cookie.equals(Optional.of(COOKIE)), "only the signed cookie opens");
            case Grace grace -> throw new AssertionError("nothing that expired was signed");
            case Refusal refusal ->
                    require(!cookie.equals(Optional.of(COOKIE)), "the signed cookie opens");
        }
        return verdict;
    }

    /** Behind the signature: what a payload may hold. */
    @FuzzTest(maxDuration = "5m")
    void payloadIsReadOrRefused(byte[] bytes) {
        byte[] payload = text(bytes, PAYLOAD).getBytes(StandardCharsets.ISO_8859_1);
        PandaPayload.parse(payload)
                .ifPresent(read -> {
                    var person = dev.headrace.event.Principal.person(read.email());
                    var standing =
                            PANDA.allows(read)
                                    ? VerifiedCookie.Standing.MAY_CALL
                                    : VerifiedCookie.Standing.MAY_NOT_CALL;
                    var cookie = new VerifiedCookie(person, standing, read.expires(), "k");
                    boolean opens = !(cookie.at(NOW) instanceof Refusal);
                    require(
                            !opens
                                    || (read.multifactor()
                                            && read.email()
                                                    .toLowerCase(Locale.ROOT)
                                                    .endsWith("@guardian.co.uk")
                                            && read.expires().isAfter(NOW.minusSeconds(86_401))),
                            "only a person of the domain, with a second factor, in time");
                });
    }

    /** The lines are token, date and path; with a leading zero good ones are changed. */
    @FuzzTest(maxDuration = "5m")
    void hmacHeadersVerifyOnlyWithTheKey(byte[] bytes) throws GeneralSecurityException {
        verified(text(bytes, goodHeaders()));
    }

    private static String goodHeaders() {
        return SIGNED.get(HmacSigner.TOKEN_HEADER)
                + "\n"
                + SIGNED.get(HmacSigner.DATE_HEADER)
                + "\n"
                + PATH;
    }

    private static Optional<HmacKey> verified(String text) throws GeneralSecurityException {
        String[] lines = text.split("\n", -1);
        String token = lines[0];
        String date = lines.length > 1 ? lines[1] : "";
        String path = lines.length > 2 ? lines[2] : "";
        Optional<HmacKey> key =
                HmacAuthenticator.verify(
                        KEYS, new Signed(token, date, path), Duration.ofDays(7), NOW);
        if (key.isPresent()) {
            require(key.get().id().equals("k1"), "a key past its overlap opens nothing");
            require(token.equals("HMAC " + signature(date + "\n" + path)), "the key's own token");
            require(HttpDate.parse(date).isPresent(), "a date");
        }
        return key;
    }

    /** Made without the code that is tried. */
    private static String signature(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @FuzzTest(maxDuration = "5m")
    void httpDateHasOneForm(byte[] bytes) {
        String text = text(bytes, "Tue, 14 Nov 2023 22:13:20 GMT");
        HttpDate.parse(text)
                .ifPresent(at -> require(HttpDate.format(at).equals(text), "one text per date"));
    }

    /** Whole files, or with a leading zero good ones with some letters changed. */
    @FuzzTest(maxDuration = "5m")
    void keyFilesAreReadOrTheirProblemsTold(byte[] bytes) {
        hmacKeys(text(bytes, KEY_FILE));
        pandaKeys(text(bytes, SETTINGS));
    }

    private static Optional<HmacKeys> hmacKeys(String text) {
        try {
            HmacKeys keys = HmacKeyParser.parse(FILE, text);
            require(keys.current().demotedAt().isEmpty(), "a current key");
            keys.keys().forEach(key -> key.isLive(Duration.ofDays(7), NOW));
            require(
                    text.contains(keys.current().id()) || text.contains("\\u"),
                    "a key of the file");
            return Optional.of(keys);
        } catch (AuthSettingsException e) {
            require(!e.problems().isEmpty(), "what is wrong");
            return Optional.empty();
        }
    }

    private static Optional<PandaKeys> pandaKeys(String text) {
        try {
            PandaKeys keys = PandaSettingsParser.parse(FILE, text);
            require(!keys.summary().isEmpty(), "a summary");
            PandaCookie.parse(COOKIE).ifPresent(keys::signing);
            return Optional.of(keys);
        } catch (AuthSettingsException e) {
            require(!e.problems().isEmpty(), "what is wrong");
            return Optional.empty();
        }
    }

    @Test
    void takesWhatIsGood() throws GeneralSecurityException {
        assertThat(verdict(Cookies.NAME + "=" + COOKIE)).isInstanceOf(Valid.class);
        assertThat(verified(goodHeaders())).isPresent();
        assertThat(hmacKeys(KEY_FILE)).isPresent();
        assertThat(pandaKeys(SETTINGS)).isPresent();
    }

    @Test
    void hasSamplesForEachTarget() {
        new FuzzSamples(AuthFuzzTest.class).requireForEachTarget();
    }

    /** As headers are read: a letter for each byte. */
    private static String text(byte[] bytes, String good) {
        if (bytes.length == 0 || bytes[0] != 0) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        var text = new StringBuilder(good);
        for (int i = 1; i + 2 < bytes.length; i += 3) {
            int at = (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
            text.setCharAt(at % text.length(), (char) (bytes[i + 2] & 0xff));
        }
        return text.toString();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
