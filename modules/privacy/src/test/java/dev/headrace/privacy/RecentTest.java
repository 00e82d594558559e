package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

    @Test
    void rememberNoMoreThanTwoGenerationsAndWhatIsInUse() {
        var recent = new Recent<String, Integer>(10);
        recent.remember("in use", 0);
        for (int i = 1; i < 1_000; i++) {
            recent.remember("k" + i, i);
            assertThat(recent.find("in use")).isZero();
            assertThat(recent.size()).isLessThanOrEqualTo(20);
        }

        assertThat(recent.find("k1")).isNull();
        assertThat(recent.find("k999")).isEqualTo(999);
    }
}
