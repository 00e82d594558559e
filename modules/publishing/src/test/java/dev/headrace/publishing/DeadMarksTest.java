package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadMarksTest {

    @Test
    void remembersEveryRecordWithTheCodeOfItsFirstRefusal() {
        var random = new Random(3);
        var marks = new DeadMarks(1_000);
        Map<Long, String> model = new HashMap<>();

        for (int step = 0; step < 2_000; step++) {
            long sequence = random.nextLong(400);
            String code = random.nextInt(4) == 0 ? "odd" : "too-large";
            marks.add(sequence, code);
            model.putIfAbsent(sequence, code);
        }

        for (long sequence = -1; sequence < 402; sequence++) {
            assertThat(marks.code(sequence)).isEqualTo(Optional.ofNullable(model.get(sequence)));
        }
        assertThat(marks.knownFrom()).isZero();
    }

    @Test
    void takesOneEntryForNeighboursOfOneCode() {
        var marks = new DeadMarks(1);

        for (long sequence = 5; sequence < 10_000; sequence++) {
            marks.add(sequence, "too-large");
        }

        assertThat(marks.code(5)).contains("too-large");
        assertThat(marks.code(9_999)).contains("too-large");
        assertThat(marks.knownFrom()).isZero();
    }

    @Test
    void forgetsTheOldestOfTooManyAndSaysFromWhereItKnows() {
        var marks = new DeadMarks(2);

        marks.add(10, "odd");
        marks.add(20, "odd");
        marks.add(30, "odd");

        assertThat(marks.code(10)).isEmpty();
        assertThat(marks.code(20)).contains("odd");
        assertThat(marks.code(30)).contains("odd");
        assertThat(marks.knownFrom()).isEqualTo(11);
    }
}
