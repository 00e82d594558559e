package dev.headrace.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The JSON file of the tokens for the admin resources:
 *
 * <pre>{@code
 * {"tokens":[{"name":"operator","role":"operator","token":"…"},
 *            {"name":"viewer","role":"viewer","token":"…"}]}
 * }</pre>
 *
 * <p>Any number of tokens, each with a name of its own, which the admin journal shows. To change
 * them, write a new file beside it and rename.
 */
public final class AdminTokenFile {

    private AdminTokenFile() {}

    /**
     * Writes a file with one operator and one viewer token, readable by its owner alone, unless
     * there is a file already. The file appears whole and forced to disk, or not at all.
     *
     * @param random where the tokens come from: in production a {@link java.security.SecureRandom}
     * @return whether it made the file
     * @throws AuthSettingsException when the file cannot be written
     */
    public static boolean createIfMissing(Path file, RandomGenerator random) {
        if (Files.exists(file)) {
            return false;
        }
        String text =
                """
                {"tokens":[{"name":"operator","role":"operator","token":"%s"},
                           {"name":"viewer","role":"viewer","token":"%s"}]}
                """
                        .formatted(NewKeyFile.secret(random), NewKeyFile.secret(random));
        try {
            NewKeyFile.write(file.toAbsolutePath(), text);
            return true;
        } catch (IOException e) {
            throw new AuthSettingsException(
                    file, "cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /**
     * The token that a person at this machine would use: the first operator's, else the first.
     *
     * @throws AuthSettingsException when the file cannot be read
     */
    public static Optional<String> token(Path file) {
        var tokens = AdminTokenParser.parse(file, KeySource.text(file));
        return tokens.stream()
                .filter(token -> token.administrator().role() == AdminRole.OPERATOR)
                .findFirst()
                .or(() -> tokens.stream().findFirst())
                .map(AdminTokenParser.Token::text);
    }
}
