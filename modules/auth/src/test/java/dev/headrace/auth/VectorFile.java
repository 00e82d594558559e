package dev.headrace.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Test vectors: those that ship, or another file of the same form named by {@code
 * -Dheadrace.vectors=FILE}.
 */
final class VectorFile {

    private static final String PROPERTY = "headrace.vectors";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private VectorFile(JsonNode root) {
        this.root = root;
    }

    static VectorFile asked() {
        return named(System.getProperty(PROPERTY))
                .map(VectorFile::of)
                .orElseGet(VectorFile::shipped);
    }

    static VectorFile shipped() {
        try (InputStream in = VectorFile.class.getResourceAsStream("/guardian-auth.json")) {
            if (in == null) {
                throw new IllegalStateException("the vectors are not on the class path");
            }
            return new VectorFile(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VectorFile of(Path file) {
        return new VectorFile(JSON.readTree(file.toFile()));
    }

    /**
     * The file that a value of the property means; empty when nobody set it, in which case Maven
     * passes on nothing or its own placeholder. A relative name is looked for in the folders above
     * too, because Maven tests a module in the module's folder.
     */
    static Optional<Path> named(@Nullable String value) {
        if (value == null || value.isBlank() || value.startsWith("${")) {
            return Optional.empty();
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; ) {
            if (Files.isRegularFile(folder.resolve(value))) {
                return Optional.of(folder.resolve(value));
            }
            folder = folder.getParent();
        }
        throw new IllegalArgumentException("-D" + PROPERTY + " names no file: " + value);
    }

    JsonNode at(String... names) {
        JsonNode node = root;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }

    JsonNode cookie(String name) {
        return at("cookies")
                .valueStream()
                .filter(vector -> vector.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String publicKey(String key) {
        return at("keys", key, "publicKeySpkiB64").asString();
    }

    String privateKey(String key) {
        return at("keys", key, "privateKeyPkcs8B64").asString();
    }

    /** The text of a settings file with that active key and those others. */
    String settings(String active, List<String> others) {
        StringBuilder text = new StringBuilder("publicKey=" + publicKey(active) + "\n");
        for (String other : others) {
            text.append("alsoAccept.%s.publicKey=%s\n".formatted(other, publicKey(other)));
        }
        return text.toString();
    }

    /** One test for each vector, by its name; at least one, or the file is not of this form. */
    static Stream<DynamicTest> tests(JsonNode vectors, Consumer<JsonNode> check) {
        if (vectors.isEmpty()) {
            throw new IllegalStateException("the vector file lacks a part");
        }
        return vectors.valueStream()
                .map(vector ->
                        DynamicTest.dynamicTest(
                                vector.path("name").asString(vector.toString()),
                                () -> check.accept(vector)));
    }
}
