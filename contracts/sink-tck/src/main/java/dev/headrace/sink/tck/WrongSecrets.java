package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import java.util.HashMap;
import java.util.Map;

/** Secrets that look like the right ones and are not. */
final class WrongSecrets {

    private WrongSecrets() {}

    static Map<String, String> of(ConfigSpec spec, Map<String, String> config) {
        var wrong = new HashMap<>(config);
        for (ConfigField field : spec.fields()) {
            if (field.type() == ConfigField.Type.SECRET) {
                wrong.computeIfPresent(field.name(), (name, secret) -> shifted(secret));
            }
        }
        return wrong;
    }

    /** Letters and digits become their successors; the rest of the form stays. */
    private static String shifted(String secret) {
        var text = new StringBuilder();
        for (char c : secret.toCharArray()) {
            text.append(
                    switch (c) {
                        case 'z' -> 'a';
                        case 'Z' -> 'A';
                        case '9' -> '0';
                        default -> Character.isLetterOrDigit(c) ? (char) (c + 1) : c;
                    });
        }
        return text.toString();
    }
}
