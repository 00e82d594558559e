package dev.headrace.plugin.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;

/** Reads what {@link Footer} wrote, of the last bytes of a file. */
final class FooterReader {

    /** The footer's length and the magic at the end. */
    static final int LEAST = 8;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private FooterReader() {}

    /** The length of the footer; too much for any file when this is not the end of one. */
    static int length(byte[] end) {
        int at = end.length - LEAST;
        if (!Arrays.equals(end, end.length - MAGIC.length, end.length, MAGIC, 0, MAGIC.length)) {
            return Integer.MAX_VALUE;
        }
        int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
        return length < 0 ? Integer.MAX_VALUE : length;
    }

    /** What the footer says beside the columns; empty also when it is none. */
    static Optional<String> note(byte[] end, String name) {
        int length = length(end);
        if (length > end.length - LEAST) {
            return Optional.empty();
        }
        try {
            FileMetaData footer =
                    Util.readFileMetaData(
                            new ByteArrayInputStream(end, end.length - LEAST - length, length));
            List<KeyValue> notes = footer.getKey_value_metadata();
            if (notes != null) {
                for (KeyValue note : notes) {
                    if (name.equals(note.getKey())) {
                        return Optional.ofNullable(note.getValue());
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
