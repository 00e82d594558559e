package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String ACCEPTED =
            "HTTP/1.1 202 Accepted\r\nDate: Sun, 22 Nov 2026 08:00:00 GMT\r\nContent-Length: 14\r\n\r\n"
                    + "{\"accepted\":1}";
    private static final String OVERLOADED =
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nRetry-After: 1\r\n\r\n";

    @Test
    void readsStatusAndBody() throws IOException {
        var answer = reader(ACCEPTED, 1000).next();

        assertThat(answer).isEqualTo(new Answer(202, "{\"accepted\":1}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void readsAnswersThatComeInPiecesOrTogether(int pieceBytes) throws IOException {
        var reader = reader(ACCEPTED + OVERLOADED + ACCEPTED, pieceBytes);

        assertThat(reader.next().status()).isEqualTo(202);
        assertThat(reader.next()).isEqualTo(new Answer(503, ""));
        assertThat(reader.next().body()).isEqualTo("{\"accepted\":1}");
    }

    @Test
    void knowsThatA204HasNoBodyAndSaysNoLength() throws IOException {
        var reader = reader("HTTP/1.1 204 No Content\r\nVary: Origin\r\n\r\n" + ACCEPTED, 7);

        assertThat(reader.next()).isEqualTo(new Answer(204, ""));
        assertThat(reader.next().status()).isEqualTo(202);
    }

    @Test
    void readsABodyLargerThanItsBuffer() throws IOException {
        String body = "x".repeat(50_000);

        var answer = reader("HTTP/1.1 422 No\r\nContent-Length: 50000\r\n\r\n" + body, 1000).next();

        assertThat(answer).isEqualTo(new Answer(422, body));
    }

    @Test
    void tellsWhenTheConnectionEndsWithinAnAnswer() {
        var reader = reader(ACCEPTED.substring(0, ACCEPTED.length() - 1), 1000);

        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 2x2 Accepted\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nContent-Length: many\r\n\r\n",
                "SSH-2.0-something\r\nContent-Length: 0\r\n\r\n"
            })
    void refusesWhatItCannotRead(String answer) {
        assertThatThrownBy(() -> reader(answer, 1000).next())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
    }

    private static AnswerReader reader(String bytes, int pieceBytes) {
        return new AnswerReader(new Pieces(bytes, pieceBytes));
    }

    /** Gives no more than a few bytes at each read, as sockets may. */
    private static final class Pieces extends InputStream {

        private final InputStream all;
        private final int pieceBytes;

        private Pieces(String bytes, int pieceBytes) {
            this.all = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
            this.pieceBytes = pieceBytes;
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return all.read(target, offset, Math.min(length, pieceBytes));
        }
    }
}
