package dev.headrace.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the token file and lists everything that is wrong with it. Problems are told by place
 * ({@code tokens[1].role}) and never repeat what stands there.
 */
final class AdminTokenParser {

    /** Shorter ones can be guessed. The file is the only way in, so the check stands here. */
    static final int SHORTEST_TOKEN = 32;

    /** What a header can carry and nobody types by mistake. */
    private static final int LONGEST_TOKEN = 256;

    private static final Set<String> FIELDS = Set.of("name", "role", "token");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    private AdminTokenParser() {}

    /** A token as the file has it; its text is not shown. */
    record Token(Administrator administrator, String text) {

        @Override
        public String toString() {
            return "Token[" + administrator + "]";
        }
    }

    /**
     * Reads the text of a token file.
     *
     * @throws AuthSettingsException listing every problem
     */
    static List<Token> parse(Path file, String text) {
        AdminTokenParser parser = new AdminTokenParser();
        List<Token> tokens = parser.tokens(KeyJson.tree(file, text));
        if (!parser.problems.isEmpty()) {
            throw new AuthSettingsException(file, parser.problems);
        }
        return tokens;
    }

    static AdminTokenSet set(Path file, String text) {
        return new AdminTokenSet(
                parse(file, text).stream()
                        .map(token -> new AdminTokenSet.Entry(token.administrator(), token.text()))
                        .toList());
    }

    private List<Token> tokens(JsonNode root) {
        JsonNode list = root.path("tokens");
        if (!root.isObject() || !list.isArray() || root.size() != 1) {
            problems.add("must be an object with a list named tokens and nothing else");
            return List.of();
        }
        List<Token> tokens = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            token("tokens[" + index + "]", list.get(index)).ifPresent(tokens::add);
        }
        return tokens;
    }

    private Optional<Token> token(String place, JsonNode node) {
        if (!node.isObject() || !FIELDS.equals(Set.copyOf(node.propertyNames()))) {
            problems.add(place + " must be an object with name, role and token");
            return Optional.empty();
        }
        int before = problems.size();
        String name = node.path("name").asString("");
        if (!node.path("name").isString() || !KeyJson.isId(name)) {
            problems.add(
                    place + ".name must be 1 to 64 letters, digits, dots, dashes or underscores");
        } else if (!names.add(name)) {
            problems.add(place + ".name is there twice");
        }
        Optional<AdminRole> role = role(place + ".role", node.path("role"));
        String text = text(place + ".token", node.path("token"));
        return problems.size() == before
                ? role.map(allowed -> new Token(new Administrator(name, allowed), text))
                : Optional.empty();
    }

    private Optional<AdminRole> role(String place, JsonNode node) {
        Optional<AdminRole> role =
                Arrays.stream(AdminRole.values())
                        .filter(known -> node.isString() && known.word().equals(node.asString()))
                        .findFirst();
        if (role.isEmpty()) {
            problems.add(place + " must be operator or viewer");
        }
        return role;
    }

    private String text(String place, JsonNode node) {
        String text = node.isString() ? node.asString() : "";
        boolean good =
                text.length() >= SHORTEST_TOKEN
                        && text.length() <= LONGEST_TOKEN
                        && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
        if (!good) {
            problems.add(
                    place
                            + " must be "
                            + SHORTEST_TOKEN
                            + " to "
                            + LONGEST_TOKEN
                            + " printable ASCII characters without a space");
        } else if (!texts.add(text)) {
            problems.add(place + " is the same as another token");
        }
        return text;
    }
}
