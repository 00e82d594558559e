package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseFramesTest {

    private static final int FRAME = 532;
    private static final int FLOATS = 132;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 119, 120})
    void takesFramesWhoseTimeGrows(int count) {
        assertThat(isFrames(frames(count))).isTrue();
    }

    @Test
    void refusesNoFrameTooManyAndPiecesOfOne() {
        assertThat(isFrames(new byte[0])).isFalse();
        assertThat(isFrames(frames(121))).isFalse();
        assertThat(isFrames(frames(1_000))).isFalse();
        for (int length = 1; length < 2 * FRAME; length++) {
            if (length != FRAME) {
                byte[] cut = java.util.Arrays.copyOf(frames(2), length);
                assertThat(isFrames(cut)).as("%d bytes", length).isFalse();
            }
        }
    }

    @Test
    void looksAtEveryNumber() {
        for (int place = 0; place < FLOATS; place++) {
            for (float wrong :
                    new float[] {
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        10.001f,
                        -10.001f
                    }) {
                assertThat(isFrames(with(place, wrong))).as("%f at %d", wrong, place).isFalse();
            }
        }
    }

    @Test
    void aVisibilityIsFromNothingToOneAndACoordinateFromTenToTen() {
        assertThat(isFrames(with(3, 0))).isTrue();
        assertThat(isFrames(with(3, 1))).isTrue();
        assertThat(isFrames(with(3, 1.0001f))).isFalse();
        assertThat(isFrames(with(131, -0.0001f))).isFalse();
        assertThat(isFrames(with(4, -10))).isTrue();
        assertThat(isFrames(with(130, 10))).isTrue();
    }

    @Test
    void aTimeThatStandsStillGoesBackOrIsTooLateIsRefused() {
        assertThat(isFrames(at(0, 1))).isTrue();
        assertThat(isFrames(at(0, 0))).isFalse();
        assertThat(isFrames(at(5, 4))).isFalse();
        assertThat(isFrames(at(5, 14_400_000))).isTrue();
        assertThat(isFrames(at(5, 14_400_001))).isFalse();
        assertThat(isFrames(at(5, -1))).as("4,294,967,295").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "====", "AAAA AAAA", "ä"})
    void refusesWhatIsNoBase64(String text) {
        assertThat(PoseFrames.isFrames(text)).isFalse();
    }

    private static boolean isFrames(byte[] bytes) {
        return PoseFrames.isFrames(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] frames(int count) {
        ByteBuffer frames = buffer(count);
        for (int frame = 0; frame < count; frame++) {
            frames.putInt(frame * 33);
            for (int place = 0; place < FLOATS; place++) {
                frames.putFloat(place / 132f);
            }
        }
        return frames.array();
    }

    private static byte[] with(int place, float value) {
        byte[] frames = frames(1);
        ByteBuffer.wrap(frames)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(Integer.BYTES + place * Float.BYTES, value);
        return frames;
    }

    private static byte[] at(int first, int second) {
        byte[] frames = frames(2);
        ByteBuffer.wrap(frames)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, first)
                .putInt(FRAME, second);
        return frames;
    }

    private static ByteBuffer buffer(int count) {
        return ByteBuffer.allocate(count * FRAME).order(ByteOrder.LITTLE_ENDIAN);
    }
}
