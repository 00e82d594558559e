package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PendingAppendTest {

    private final PendingAppend append = PendingAppend.of(Drafts.frames(10, "a"));

    @Test
    void isTakenBackByAnInterruptBeforeTheWriterHasIt() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(append::await);

        assertThat(append.claim()).isFalse();
    }

    @Test
    void isAwaitedDespiteAnInterruptOnceTheWriterHasIt() throws Exception {
        Appended outcome = new Appended(LogFixture.at(5), 1);
        assertThat(append.claim()).isTrue();
        Thread.currentThread().interrupt();
        Thread writer = Thread.ofVirtual().start(() -> append.store(outcome));

        assertThat(append.await()).isEqualTo(outcome);

        assertThat(Thread.interrupted()).isTrue();
        writer.join();
    }
}
