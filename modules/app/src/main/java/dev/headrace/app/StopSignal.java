package dev.headrace.app;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first one drains, as the JVM would; a second one leaves at once. Nothing
 * that was acknowledged is lost by that, because it was forced before; the rest of the delivery
 * follows after the next start.
 *
 * <p>The JVM by itself ignores a second signal while its shutdown hooks run.
 */
final class StopSignal {

    private static final System.Logger LOG = System.getLogger(StopSignal.class.getName());

    /** As a shell sees a process that a signal has ended. */
    private static final int SIGNAL_BASE = 128;

    private final AtomicInteger signals = new AtomicInteger();
    private final IntConsumer drain;
    private final IntConsumer leave;

    StopSignal(IntConsumer drain, IntConsumer leave) {
        this.drain = drain;
        this.leave = leave;
    }

    /** Takes over both signals for the process. */
    static void install() {
        var stop =
                new StopSignal(
                        code ->
                                Thread.ofPlatform()
                                        .name("headrace-stop")
                                        .start(() -> System.exit(code)),
                        Runtime.getRuntime()::halt);
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> stop.arrived(signal.getNumber()));
        }
    }

    /** A signal has come; its number makes the exit code. */
    void arrived(int signal) {
        int code = SIGNAL_BASE + signal;
        if (signals.getAndIncrement() == 0) {
            LOG.log(System.Logger.Level.INFO, "Told to stop; a second signal leaves at once");
            drain.accept(code);
        } else {
            leave.accept(code);
        }
    }
}
