package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class CopyStreamTest {

    private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";

    @Test
    void writesHeaderFieldsAndEndAsPostgresqlReadsThem() throws SQLException {
        assertThat(written(64 << 10))
                .isEqualTo(
                        HEADER
                                + "0005"
                                + ("00000004" + "00000007")
                                + ("00000008" + "fffffffffffffffe")
                                + "ffffffff"
                                + ("00000003" + "61c3a9")
                                + ("00000008" + "01" + "7b2261223a317d")
                                + "ffff");
    }

    @Test
    void writesTheSameInWhateverPieces() throws SQLException {
        for (int room = 8; room < 80; room++) {
            assertThat(written(room)).isEqualTo(written(64 << 10));
        }
    }

    @Test
    void takesOfABufferWhatLiesBetweenPositionAndLimit() throws SQLException {
        var out = new ByteArrayOutputStream();
        var stream = new CopyStream(new byte[16], out::write);
        ByteBuffer json =
                ByteBuffer.wrap("xx{}yy".getBytes(StandardCharsets.UTF_8)).position(2).limit(4);

        stream.jsonb(json.asReadOnlyBuffer());
        stream.end();

        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo(HEADER + "00000003" + "01" + "7b7d" + "ffff");
        assertThat(json.position()).isEqualTo(2);
    }

    private static String written(int room) throws SQLException {
        var out = new ByteArrayOutputStream();
        var stream = new CopyStream(new byte[room], out::write);
        stream.row(5);
        stream.int4(7);
        stream.timestamptz(-2);
        stream.absent();
        stream.text("aé");
        stream.jsonb(ByteBuffer.wrap("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        stream.end();
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
