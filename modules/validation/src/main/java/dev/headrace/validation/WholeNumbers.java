package dev.headrace.validation;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Whole numbers as contracts write them: digits, no sign, no leading zero. */
final class WholeNumbers {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,8}");

    private WholeNumbers() {}

    /** The number, if it is one from 1 to the bound. */
    static OptionalInt from1(String text, int most) {
        if (!FORM.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number <= most ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
