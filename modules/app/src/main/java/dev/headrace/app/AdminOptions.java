package dev.headrace.app;

import dev.headrace.auth.AdminTokenFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the server is, who calls, and how the answer is shown; any admin command takes these. */
final class AdminOptions {

    static final String TOKEN_VARIABLE = "HEADRACE_ADMIN_TOKEN";
    static final String URL_VARIABLE = "HEADRACE_ADMIN_URL";
    static final String USUAL_URL = "http://127.0.0.1:8081";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "The internal listener; else HEADRACE_ADMIN_URL, else http://127.0.0.1:8081.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description =
                    "The token; others on this machine can see it, so better by HEADRACE_ADMIN_TOKEN or a file.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "A file with a token, or a server's tokens file; else keys/admin.json of the data folder.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The server's data folder; else HEADRACE_DATA_DIR, else data.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Shows the server's answer as it is.")
    private boolean json;

    private final Map<String, String> environment;

    AdminOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean json() {
        return json;
    }

    URI url() {
        return url.or(() -> Optional.ofNullable(environment.get(URL_VARIABLE)).map(URI::create))
                .orElseGet(() -> URI.create(USUAL_URL));
    }

    /**
     * The token to send.
     *
     * @throws AdminCallException when there is none
     */
    String token() {
        return token.or(() -> tokenFile.map(AdminOptions::read))
                .or(() -> Optional.ofNullable(environment.get(TOKEN_VARIABLE)))
                .map(String::strip)
                .orElseGet(() -> read(usualFile()));
    }

    private Path usualFile() {
        return Optional.ofNullable(environment.get(KnownSettings.ADMIN_TOKENS_FILE.variable()))
                .map(Path::of)
                .orElseGet(() -> dataFolder().resolve("keys/admin.json"));
    }

    private Path dataFolder() {
        return data.orElseGet(() ->
                Path.of(
                        environment.getOrDefault(
                                KnownSettings.DATA_DIR.variable(),
                                KnownSettings.DATA_DIR.defaultText().orElseThrow())));
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.startsWith("{")
                    ? AdminTokenFile.token(file).orElseThrow(() -> none(file, "it holds none"))
                    : text;
        } catch (IOException e) {
            throw none(file, "it cannot be read");
        }
    }

    private static AdminCallException none(Path file, String why) {
        return new AdminCallException(
                "no token in "
                        + file
                        + ", "
                        + why
                        + "; give --token-file, --data or HEADRACE_ADMIN_TOKEN");
    }
}
