package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void findsTheMiddleOfAnOddNumberOfValues() {
        assertThat(Spread.of(DoubleStream.of(3, 1, 9))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void findsTheMiddleOfAnEvenNumberOfValues() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 2, 9))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void refusesToSummariseNothing() {
        assertThatThrownBy(() -> Spread.of(DoubleStream.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
