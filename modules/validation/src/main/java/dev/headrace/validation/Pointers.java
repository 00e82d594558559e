package dev.headrace.validation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** JSON Pointers (RFC 6901) as texts. */
final class Pointers {

    private static final Pattern FORM = Pattern.compile("(?:/(?:[^/~]|~[01])*+)++");
    private static final int LONGEST = 256;

    private Pointers() {}

    /** Whether the text is a pointer to something inside of a document. */
    static boolean isValid(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    /** The pointer to a member of what another pointer leads to. */
    static String append(String pointer, String name) {
        return pointer + "/" + escape(name);
    }

    /** The names and indices on the way of a pointer. */
    static List<String> names(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
