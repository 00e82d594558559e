package dev.headrace.validation;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Compiles the patterns of schemas with RE2, whose matching time grows with the text alone, so that
 * no event can stall a thread. The price: no look-around and no back references; such a pattern is
 * refused when its contract is loaded.
 */
final class LinearPatterns implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = compile(regex);
        return value -> pattern.matcher(value).find();
    }

    /**
     * Compiles a pattern as schemas write it (ECMA-262).
     *
     * @throws com.google.re2j.PatternSyntaxException if RE2 cannot take it
     */
    static Pattern compile(String regex) {
        return Pattern.compile(withRe2Escapes(regex));
    }

    /** The four digits of a {@code \}{@code u} escape are written in braces in RE2. */
    private static String withRe2Escapes(String regex) {
        StringBuilder result = new StringBuilder(regex.length());
        int at = 0;
        while (at < regex.length()) {
            char letter = regex.charAt(at);
            if (letter != '\\' || at + 1 == regex.length()) {
                result.append(letter);
                at++;
            } else if (regex.charAt(at + 1) == 'u' && isHex(regex, at + 2)) {
                result.append("\\x{").append(regex, at + 2, at + 6).append('}');
                at += 6;
            } else {
                result.append(letter).append(regex.charAt(at + 1));
                at += 2;
            }
        }
        return result.toString();
    }

    private static boolean isHex(String regex, int start) {
        if (start + 4 > regex.length()) {
            return false;
        }
        for (int i = start; i < start + 4; i++) {
            if (Character.digit(regex.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
