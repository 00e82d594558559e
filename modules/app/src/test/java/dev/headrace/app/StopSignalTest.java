package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final List<String> done = new ArrayList<>();
    private final StopSignal stop =
            new StopSignal(code -> done.add("drain " + code), code -> done.add("leave " + code));

    @Test
    void drainsAtTheFirstSignalAndLeavesAtTheSecond() {
        stop.arrived(15);
        stop.arrived(2);

        assertThat(done).containsExactly("drain 143", "leave 130");
    }
}
