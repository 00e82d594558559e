package dev.headrace.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.helidon.http.HttpToken;
import java.io.ByteArrayOutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void forgetConfiguration() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void writesOneJsonObjectALineWithTheExceptionInIt() {
        Logging.configure(LogFormat.JSON, LogLevel.INFO, written);

        System.getLogger("dev.headrace.app.Test")
                .log(
                        System.Logger.Level.ERROR,
                        "a \"quoted\"\nline\u2028 \u0007 \ud83d\ude00",
                        new IllegalStateException("why\nnot"));

        JsonNode line = json(lines().getFirst());
        assertThat(lines()).hasSize(1);
        assertThat(line.get("message").stringValue())
                .isEqualTo("a \"quoted\"\nline\u2028 \u0007 \ud83d\ude00");
        assertThat(line.get("level").stringValue()).isEqualTo("ERROR");
        assertThat(line.get("logger").stringValue()).isEqualTo("dev.headrace.app.Test");
        assertThat(line.get("thread").stringValue()).isEqualTo(Thread.currentThread().getName());
        assertThat(line.get("timestamp").stringValue()).matches("\\d{4}-.*Z");
        assertThat(line.get("exception").stringValue())
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(line.get("stack").stringValue()).contains("why\nnot", "LoggingTest");
    }

    @Test
    void takesWhatLibrariesWriteByLevel() {
        Logging.configure(LogFormat.JSON, LogLevel.INFO, written);

        LoggerFactory.getLogger("some.library").info("chatter");
        LoggerFactory.getLogger("some.library").warn("trouble");
        System.getLogger("dev.headrace.app.Test").log(System.Logger.Level.INFO, "start");
        System.getLogger("dev.headrace.app.Test").log(System.Logger.Level.DEBUG, "detail");

        assertThat(lines().stream().map(line -> json(line).get("message").stringValue()).toList())
                .containsExactly("trouble", "start");
    }

    @Test
    void leavesOutWhatAClientCausesAndNothingElse() {
        Logging.configure(LogFormat.JSON, LogLevel.INFO, written);
        var connection = System.getLogger("io.helidon.webserver.http1.Http1Connection");

        connection.log(
                System.Logger.Level.WARNING,
                "unexpected",
                catchThrowable(() -> HttpToken.validate("no token")));
        System.getLogger("io.helidon.webserver.http.ErrorHandlers")
                .log(
                        System.Logger.Level.WARNING,
                        "gone",
                        new IllegalStateException(new ClosedChannelException()));
        connection.log(
                System.Logger.Level.WARNING, "other", new IllegalArgumentException("a fault"));

        assertThat(lines().stream().map(line -> json(line).get("message").stringValue()).toList())
                .containsExactly("other");
    }

    @Test
    void writesPlainLinesForPeople() {
        Logging.configure(LogFormat.PLAIN, LogLevel.DEBUG, written);

        System.getLogger("dev.headrace.app.Test").log(System.Logger.Level.DEBUG, "detail {0}", 7);

        assertThat(lines().getFirst())
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} DEBUG   Test: detail 7");
    }

    @Test
    void automaticFormIsJsonAwayFromATerminal() {
        Logging.configure(LogFormat.AUTO, LogLevel.INFO, written);

        System.getLogger("dev.headrace.app.Test").log(System.Logger.Level.INFO, "start");

        assertThat(json(lines().getFirst()).get("message").stringValue()).isEqualTo("start");
    }
}
