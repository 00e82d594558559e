package dev.headrace.plugin.influxdb;

import java.util.random.RandomGenerator;

/** Texts made of what line protocol, JSON and people stumble over. */
final class OddTexts {

    private static final String[] PARTS = {
        ",",
        "=",
        " ",
        "\\",
        "\"",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u007f",
        "a",
        "B",
        "7",
        "é",
        "漢",
        "😀",
        "#",
        "'",
        "/",
        "f=1i",
        " 1764000000000000000",
        "\\\\",
        "\\\"",
        "i",
        "true",
        "\ud800",
        "{",
        "}",
        "%",
        "\u2028",
        "_",
        "-"
    };

    private OddTexts() {}

    static String next(RandomGenerator random) {
        var text = new StringBuilder();
        int parts = random.nextInt(9);
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    /** What a reader finds for a tag: see {@link LineBuffer}. */
    static String asTag(String text) {
        String controls = whole(text).replaceAll("[\\x00-\\x1f\\x7f]", " ");
        return controls.replaceAll("\\\\(?=[,= ]|\\z)", "/");
    }

    /** The text without halves of surrogate pairs, which UTF-8 cannot write. */
    static String whole(String text) {
        var whole = new StringBuilder();
        text.codePoints()
                .forEach(c -> whole.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
        return whole.toString();
    }
}
