package dev.headrace.privacy;

import dev.headrace.event.FieldRule.Pattern;
import java.util.Set;

/**
 * Takes out of texts what looks personal, in time linear in the text: e-mail addresses become
 * {@code (e-mail)}, long runs of digits {@code (digits)}, keys and the like {@code (token)}. It
 * errs on the side of taking too much, and it is no proof: what is written out in words stays.
 */
final class Redaction {

    /** A number that people know by heart is shorter; a telephone number is not. */
    private static final int LEAST_DIGITS = 7;

    /** More where something divides them, so that a date with hyphens is none. */
    private static final int LEAST_DIVIDED_DIGITS = 9;

    private static final int LEAST_PIECE = 16;
    private static final int LEAST_TOKEN = 20;
    private static final int LEAST_TOKEN_DIGITS = 6;

    private final boolean email;
    private final boolean digits;
    private final boolean token;

    Redaction(Set<Pattern> patterns) {
        this.email = patterns.contains(Pattern.EMAIL);
        this.digits = patterns.contains(Pattern.DIGITS);
        this.token = patterns.contains(Pattern.TOKEN);
    }

    /** The text without them; the very same object where there are none. */
    String redact(String text) {
        String left = email && text.indexOf('@') >= 0 ? withoutEmails(text) : text;
        left = token ? withoutTokens(left) : left;
        return digits ? withoutDigits(left) : left;
    }

    private static String withoutEmails(String text) {
        var out = new StringBuilder();
        int written = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int from = at;
            while (from > written && isLocal(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && isDomain(text.charAt(to))) {
                to++;
            }
            while (to > at + 1 && !Character.isLetterOrDigit(text.charAt(to - 1))) {
                to--;
            }
            if (from < at && to > at + 1) {
                out.append(text, written, from).append("(e-mail)");
                written = to;
                at = to - 1;
            }
        }
        return written == 0 ? text : out.append(text, written, text.length()).toString();
    }

    private static boolean isLocal(char one) {
        return Character.isLetterOrDigit(one)
                || Character.isSurrogate(one)
                || "!#$%&'*+-/=?^_`{|}~.\"".indexOf(one) >= 0;
    }

    private static boolean isDomain(char one) {
        return Character.isLetterOrDigit(one)
                || Character.isSurrogate(one)
                || one == '.'
                || one == '-'
                || one == '_';
    }

    private static String withoutDigits(String text) {
        var out = new StringBuilder();
        int written = 0;
        int at = 0;
        while (at < text.length()) {
            if (!Character.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            int to = at;
            int found = 0;
            int unbroken = 0;
            int longest = 0;
            while (at < text.length() && isInNumber(text, at, to)) {
                if (Character.isDigit(text.charAt(at))) {
                    found++;
                    unbroken++;
                    longest = Math.max(longest, unbroken);
                    to = at + 1;
                } else {
                    unbroken = 0;
                }
                at++;
            }
            if (longest >= LEAST_DIGITS || found >= LEAST_DIVIDED_DIGITS) {
                out.append(text, written, from).append("(digits)");
                written = to;
            }
        }
        return written == 0 ? text : out.append(text, written, text.length()).toString();
    }

    /** A digit, or one of at most two dividers behind a digit. */
    private static boolean isInNumber(String text, int at, int lastDigitEnd) {
        char one = text.charAt(at);
        return Character.isDigit(one)
                || at - lastDigitEnd < 2 && (one == '\u00a0' || " .-/()".indexOf(one) >= 0);
    }

    private static String withoutTokens(String text) {
        var out = new StringBuilder();
        int written = 0;
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && isToken(text.charAt(at))) {
                at++;
            }
            if (at - from >= LEAST_PIECE && looksSecret(text, from, at)) {
                out.append(text, written, from).append("(token)");
                written = at;
            }
            at = Math.max(at, from + 1);
        }
        return written == 0 ? text : out.append(text, written, text.length()).toString();
    }

    private static boolean isToken(char one) {
        return isAlphanumeric(one) || "_-.+=~".indexOf(one) >= 0;
    }

    private static boolean isAlphanumeric(char one) {
        return (one >= '0' && one <= '9')
                || (one >= 'a' && one <= 'z')
                || (one >= 'A' && one <= 'Z');
    }

    /** One long piece of letters and digits, or many digits among the letters of all pieces. */
    private static boolean looksSecret(String text, int from, int to) {
        int signs = 0;
        int digits = 0;
        int piece = 0;
        int pieceDigits = 0;
        boolean secret = false;
        for (int i = from; i < to; i++) {
            char one = text.charAt(i);
            if (!isAlphanumeric(one)) {
                piece = 0;
                pieceDigits = 0;
                continue;
            }
            int digit = one <= '9' ? 1 : 0;
            signs++;
            digits += digit;
            piece++;
            pieceDigits += digit;
            secret |= piece >= LEAST_PIECE && pieceDigits > 0 && pieceDigits < piece;
        }
        return secret || signs >= LEAST_TOKEN && digits >= LEAST_TOKEN_DIGITS && digits < signs;
    }
}
