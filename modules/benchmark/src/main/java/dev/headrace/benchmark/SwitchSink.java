package dev.headrace.benchmark;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;

/** A sink whose target is as well as its {@link SwitchMode} says; what it takes is gone. */
final class SwitchSink implements Sink {

    private static final SinkTraits TRAITS =
            new SinkTraits(
                    2,
                    5_000,
                    8 << 20,
                    1 << 20,
                    Duration.ofMillis(200),
                    1 << 20,
                    SinkTraits.Grouping.NONE,
                    SinkTraits.Ordering.NONE,
                    SinkTraits.Idempotency.BY_RECORD);

    private final Path modeFile;

    SwitchSink(Path modeFile) {
        this.modeFile = modeFile;
    }

    @Override
    public SinkTraits traits() {
        return TRAITS;
    }

    @Override
    public void open(SinkContext context) {
        // nothing to open
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        SwitchMode mode = SwitchMode.read(modeFile);
        if (mode == SwitchMode.FAIL) {
            throw new SinkException.Unavailable("switched off");
        }
        Thread.sleep(mode.pause());
        return WriteResult.allDelivered(batch, "switch");
    }

    @Override
    public void close() {
        // nothing to close
    }
}
