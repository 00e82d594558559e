package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RangeSetTest {

    @Test
    void holdsWhatASetOfNumbersWouldHold() {
        var random = new Random(11);
        var ranges = new RangeSet();
        var model = new TreeSet<Long>();
        for (int step = 0; step < 3_000; step++) {
            long from = random.nextLong(200);
            long to = from + random.nextLong(12);
            if (step % 50 == 49) {
                ranges.removeBelow(from);
                model.headSet(from).clear();
            } else {
                ranges.add(new Range(from, to));
                LongStream.range(from, to).forEach(model::add);
            }

            assertThat(numbers(ranges)).containsExactlyElementsOf(model);
            assertThat(ranges.size()).isEqualTo(model.size());
            assertThat(ranges.contains(from)).isEqualTo(model.contains(from));
            assertThat(ranges.meets(new Range(from, to)))
                    .isEqualTo(!model.subSet(from, to).isEmpty());
            assertThat(missing(ranges, from, to + 20))
                    .containsExactlyElementsOf(
                            LongStream.range(from, to + 20)
                                    .filter(n -> !model.contains(n))
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void joinsNeighbours() {
        var ranges = new RangeSet();
        ranges.add(new Range(1, 3));
        ranges.add(new Range(5, 7));

        ranges.add(new Range(3, 5));

        assertThat(ranges.ranges()).containsExactly(new Range(1, 7));
        assertThat(ranges.endOfRun(2)).isEqualTo(7);
        assertThat(ranges.endOfRun(7)).isEqualTo(7);
    }

    private static Set<Long> numbers(RangeSet set) {
        var numbers = new TreeSet<Long>();
        set.ranges().forEach(r -> LongStream.range(r.from(), r.to()).forEach(numbers::add));
        return numbers;
    }

    private static Set<Long> missing(RangeSet set, long from, long to) {
        var numbers = new TreeSet<Long>();
        set.missing(new Range(from, to))
                .forEach(r -> LongStream.range(r.from(), r.to()).forEach(numbers::add));
        return numbers;
    }
}
