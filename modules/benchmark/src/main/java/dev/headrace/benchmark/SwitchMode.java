package dev.headrace.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;

/** What a {@link SwitchSink} does with a batch; a word in a file that can be changed meanwhile. */
enum SwitchMode {
    /** Takes everything at once. */
    WORK(Duration.ZERO),
    /** Takes everything, each batch after a second. */
    SLOW(Duration.ofSeconds(1)),
    /** Says that its target is away. */
    FAIL(Duration.ZERO),
    /** Does not answer until it is interrupted. */
    HANG(Duration.ofDays(1));

    private final Duration pause;

    SwitchMode(Duration pause) {
        this.pause = pause;
    }

    /** How long a write takes. */
    Duration pause() {
        return pause;
    }

    /** The mode that a file names; a file that is not there says {@link #WORK}. */
    static SwitchMode read(Path file) {
        try {
            return valueOf(Files.readString(file).strip().toUpperCase(Locale.ROOT));
        } catch (IOException | IllegalArgumentException e) {
            return WORK;
        }
    }

    /** Changes the mode in one step: nobody reads half a word. */
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(fresh, name());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
