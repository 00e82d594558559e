package dev.headrace.auth;

import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the readers of key files share: strict JSON, and what an id may be. */
final class KeyJson {

    private static final int LONGEST_ID = 64;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private KeyJson() {}

    /** Jackson's own message quotes the text, which may be a secret: only the place is told. */
    static JsonNode tree(Path file, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null
                            ? ""
                            : " at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new AuthSettingsException(
                    file, "is not JSON, or has a name twice in one object" + place);
        }
    }

    /** 1 to 64 letters, digits, dots, dashes or underscores. */
    static boolean isId(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_ID
                && id.chars()
                        .allMatch(letter ->
                                letter < 0x7f
                                        && (Character.isLetterOrDigit(letter)
                                                || "._-".indexOf(letter) >= 0));
    }

    /**
     * An id with a letter or a digit in it: a lone dash is how stores name the rows of no
     * organisation, and one or two dots are no name of a folder.
     */
    static boolean isOrganisation(String name) {
        return isId(name) && name.chars().anyMatch(Character::isLetterOrDigit);
    }
}
