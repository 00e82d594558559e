package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PandaPayloadTest {

    private static final String GOOD =
            "firstName=A&lastName=B&email=a@b.c&system=x&authedIn=x&expires=1700000000000&multifactor=true";

    @Test
    void readsValuesRaw() {
        assertThat(parse(GOOD.replace("a@b.c", "a+%40=@b.c")))
                .contains(
                        new PandaPayload(
                                "a+%40=@b.c", Instant.ofEpochMilli(1_700_000_000_000L), true));
    }

    @Test
    void takesUnknownFieldsInAnyOrder() {
        assertThat(parse("later=&" + GOOD + "&x==")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "firstName",
                GOOD + "&",
                GOOD + "&flag",
                GOOD + "&email=a@b.c",
                GOOD + "&x=1&x=1"
            })
    void refusesPiecesWithoutEqualsSignAndDuplicates(String payload) {
        assertThat(parse(payload)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName",
                "lastName",
                "email",
                "system",
                "authedIn",
                "expires",
                "multifactor"
            })
    void refusesMissingAndEmptyFields(String name) {
        assertThat(parse(GOOD.replace(name + "=", "other="))).isEmpty();
        assertThat(parse(GOOD.replaceFirst(name + "=[^&]*", name + "="))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "1e12", "17 ", "0x17", "١٧", "99999999999999999999", "-", "1.0"})
    void refusesAnExpiryThatIsNoWholeNumber(String expires) {
        assertThat(parse(GOOD.replace("1700000000000", expires))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0"})
    void readsAnyWholeNumberAsAnExpiry(String expires) {
        assertThat(parse(GOOD.replace("1700000000000", expires)))
                .map(PandaPayload::expires)
                .contains(Instant.ofEpochMilli(Long.parseLong(expires)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "TRUE", "True", "yes", "true "})
    void refusesAMultifactorOtherThanTrueOrFalse(String multifactor) {
        assertThat(parse(GOOD.replace("multifactor=true", "multifactor=" + multifactor))).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] payload = GOOD.getBytes(StandardCharsets.UTF_8);
        payload[10] = (byte) 0xff;

        assertThat(PandaPayload.parse(payload)).isEmpty();
    }

    private static Optional<PandaPayload> parse(String text) {
        return PandaPayload.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
