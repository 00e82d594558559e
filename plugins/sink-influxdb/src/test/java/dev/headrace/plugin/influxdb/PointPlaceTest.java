package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PointPlaceTest {

    private static final String NODE = "k3f9zq1x7m2a";

    @Test
    void aPositionOfALogGivesItsNodeAndTheNanosecondsOfItsNumber() {
        PointPlace place = PointPlace.of(NODE + "-0000000000000123");

        assertThat(place).isEqualTo(new PointPlace(NODE, "", 0x123));
    }

    @Test
    void whatIsBeyondAMillionGoesIntoTheLap() {
        assertThat(PointPlace.of(WebEvents.position(999_999)))
                .isEqualTo(new PointPlace(NODE, "", 999_999));
        assertThat(PointPlace.of(WebEvents.position(1_000_000)))
                .isEqualTo(new PointPlace(NODE, "1", 0));
        assertThat(PointPlace.of(WebEvents.position(12_345_678_901L)))
                .isEqualTo(new PointPlace(NODE, "12345", 678_901));
    }

    @Test
    void aPositionOfAnotherShapeIsATagAsAWhole() {
        assertThat(PointPlace.of("n1-e-17")).isEqualTo(new PointPlace("n1-e-17", "-", 0));
        assertThat(PointPlace.of("0000000000000123").node()).isEqualTo("0000000000000123");
        assertThat(PointPlace.of(NODE + "-000000000000012X").lap()).isEqualTo("-");
        assertThat(PointPlace.of(NODE + "-00000000000000AB").lap()).isEqualTo("-");
    }

    @Test
    void twoPositionsNeverGiveTheSameThreeValues() {
        var random = new SplittableRandom(20261122);
        Map<PointPlace, String> seen = new HashMap<>();

        for (int i = 0; i < 200_000; i++) {
            String position = position(random);
            String before = seen.putIfAbsent(PointPlace.of(position), position);

            assertThat(before == null || before.equals(position))
                    .as("%s and %s", before, position)
                    .isTrue();
        }
        assertThat(seen.keySet())
                .allMatch(place -> place.nanos() >= 0 && place.nanos() < 1_000_000);
    }

    /** Numbers that meet in their last digits, two nodes, and texts that look nearly the same. */
    private static String position(SplittableRandom random) {
        String node = random.nextBoolean() ? NODE : "n1";
        long number = random.nextLong(-3, 4) * 1_000_000 + random.nextLong(-2, 100);
        String hex = HexFormat.of().toHexDigits(number);
        return switch (random.nextInt(5)) {
            case 0 -> node;
            case 1 -> node + "-" + hex.substring(random.nextInt(16));
            case 2 -> node + "-" + node + "-" + hex;
            default -> node + "-" + hex;
        };
    }
}
