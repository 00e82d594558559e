package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain ASCII that is longer than one word",
                "Zoë, 日本語, 😀 and \u0000",
                "escapes \\n \\\" \\\\u d800",
                "a pair \\ud83d\\ude00 written out",
                "unfinished \\u12",
                "\\"
            })
    void findsNothingInGoodText(String text) {
        assertThat(flaw(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "first surrogate alone, 3, abc\\ud83d",
        "first surrogate then another escape, 3, abc\\ud83d\\u0041",
        "second surrogate alone, 3, abc\\ude00",
        "two first surrogates, 3, abc\\ud83d\\ud83d\\ude00"
    })
    void findsALoneSurrogate(String what, int at, String text) {
        assertThat(flaw(text.getBytes(StandardCharsets.UTF_8))).as(what).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "stray continuation, 6180",
        "overlong slash, 61c0af",
        "overlong in three, 61e08080",
        "overlong in four, 61f0808080",
        "surrogate as bytes, 61eda080",
        "above U+10FFFF, 61f4908080",
        "cut short, 61e282",
        "byte fe, 61fe"
    })
    void findsWhatIsNotUtf8(String what, String hex) {
        assertThat(flaw(HexFormat.of().parseHex(hex))).as(what).isEqualTo(1);
    }

    @Test
    void agreesWithTheStrictDecoderOfTheJdk() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = randomBytes(random);

            assertThat(flaw(bytes) < 0)
                    .as(() -> HexFormat.of().formatHex(bytes))
                    .isEqualTo(isUtf8(bytes));
        }
    }

    /** Mostly ASCII, some of every lead byte; no backslash, since escapes are not the decoder's. */
    private static byte[] randomBytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(1, 24)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a');
            if (bytes[i] == '\\') {
                bytes[i] = 'b';
            }
        }
        if (bytes.length > 3 && random.nextBoolean()) {
            byte[] good =
                    Character.toString(random.nextInt(0x80, 0xd800))
                            .getBytes(StandardCharsets.UTF_8);
            System.arraycopy(good, 0, bytes, 0, good.length);
        }
        return bytes;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int flaw(byte[] bytes) {
        return JsonText.firstFlaw(bytes, 0, bytes.length);
    }
}
