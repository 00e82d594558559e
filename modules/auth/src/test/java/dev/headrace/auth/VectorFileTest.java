package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VectorFileTest {

    @Test
    void fallsBackToTheShippedFileWhenThePropertyIsUnset() {
        assertThat(VectorFile.named(null)).isEmpty();
        assertThat(VectorFile.named("")).isEmpty();
        assertThat(VectorFile.named("${headrace.vectors}")).isEmpty();
        assertThat(VectorFile.shipped().at("cookies").size()).isEqualTo(40);
        assertThat(VectorFile.shipped().at("hmac", "vectors").size()).isEqualTo(28);
    }

    @Test
    void takesTheNamedFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"cookieName\":\"other\"}");

        assertThat(VectorFile.named(file.toString())).contains(file);
        assertThat(VectorFile.of(file).at("cookieName").asString()).isEqualTo("other");
    }

    @Test
    void findsARelativeNameInAFolderAbove() {
        assertThat(VectorFile.named("modules/auth/pom.xml")).isPresent();
    }

    @Test
    void failsWhenTheNamedFileIsMissing() {
        assertThatThrownBy(() -> VectorFile.named("no-such-file.json"))
                .hasMessageContaining("no-such-file.json");
    }
}
