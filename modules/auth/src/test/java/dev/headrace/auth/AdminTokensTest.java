package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTokensTest {

    private static final String ONE = "a".repeat(40);
    private static final String TWO = "b".repeat(40);

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        Path unfinished = Files.writeString(folder.resolve("admin.json.new"), text);
        return Files.move(
                unfinished, folder.resolve("admin.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String tokens(String... entries) {
        return "{\"tokens\":[" + String.join(",", entries) + "]}";
    }

    private static String token(String name, String role, String text) {
        return "{\"name\":\"%s\",\"role\":\"%s\",\"token\":\"%s\"}".formatted(name, role, text);
    }

    @Test
    void makesAFileWithAnOperatorAndAViewerForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("keys/admin.json");

        assertThat(AdminTokenFile.createIfMissing(file, new SecureRandom())).isTrue();
        assertThat(AdminTokenFile.createIfMissing(file, new SecureRandom())).isFalse();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String text = AdminTokenFile.token(file).orElseThrow();
        assertThat(text).hasSize(50);
        AdminTokens tokens = AdminTokens.open(file, clock);
        assertThat(tokens.verify(text)).contains(new Administrator("operator", AdminRole.OPERATOR));
        assertThat(tokens.health().message()).contains("1 operator and 1 viewer tokens");
    }

    @Test
    void knowsEveryTokenByItsNameAndRoleAndNoOther() throws IOException {
        AdminTokens tokens =
                AdminTokens.open(
                        file(tokens(token("ann", "viewer", ONE), token("bob", "operator", TWO))),
                        clock);

        assertThat(tokens.verify(ONE)).contains(new Administrator("ann", AdminRole.VIEWER));
        assertThat(tokens.verify(TWO)).contains(new Administrator("bob", AdminRole.OPERATOR));
        assertThat(tokens.verify(ONE.substring(1))).isEmpty();
        assertThat(tokens.verify(ONE + "a")).isEmpty();
        assertThat(tokens.verify("")).isEmpty();
    }

    @Test
    void takesAChangedFileAndKeepsTheLastGoodTokensWhenItIsBad() throws IOException {
        AdminTokens tokens = AdminTokens.open(file(tokens(token("a", "viewer", ONE))), clock);

        file(tokens(token("a", "viewer", TWO)));
        tokens.refresh();
        assertThat(tokens.verify(ONE)).as("a token that was taken away").isEmpty();
        assertThat(tokens.verify(TWO)).isPresent();

        file("{");
        tokens.refresh();
        assertThat(tokens.verify(TWO)).isPresent();
        assertThat(tokens.health().good()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | is not JSON",
                "[] | must be an object with a list named tokens",
                "{\"tokens\":[],\"more\":1} | nothing else",
                "{\"tokens\":[1]} | tokens[0] must be an object with name, role and token",
                "{\"tokens\":[{\"name\":\"a b\",\"role\":\"viewer\",\"token\":\"SECRETxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]} | tokens[0].name must be",
                "{\"tokens\":[{\"name\":\"a\",\"role\":\"admin\",\"token\":\"SECRETxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]} | tokens[0].role must be operator or viewer",
                "{\"tokens\":[{\"name\":\"a\",\"role\":\"viewer\",\"token\":\"SECRET\"}]} | tokens[0].token must be 32 to 256",
                "{\"tokens\":[{\"name\":\"a\",\"role\":\"viewer\",\"token\":\"SECRETxxxxxxxx xxxxxxxxxxxxxxxxxx\"}]} | tokens[0].token must be",
            })
    void refusesABadFileAndSaysWhereWithoutShowingIt(String text, String problem)
            throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> AdminTokens.open(file, clock))
                .isInstanceOf(AuthSettingsException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void refusesTheSameNameOrTokenTwice() throws IOException {
        Path file = file(tokens(token("a", "viewer", ONE), token("a", "operator", ONE)));

        assertThatThrownBy(() -> AdminTokens.open(file, clock))
                .hasMessageContaining("tokens[1].name is there twice")
                .hasMessageContaining("tokens[1].token is the same as another token")
                .hasMessageNotContaining(ONE);
    }

    @Test
    void aTokenIsNeverShown() {
        assertThat(
                        new AdminTokenParser.Token(new Administrator("a", AdminRole.VIEWER), ONE)
                                .toString())
                .doesNotContain(ONE);
    }
}
