package dev.headrace.publishing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Many lives with a loss of power each, some at a time; they mostly wait. */
final class CrashPoints {

    private static final int AT_A_TIME = 6;

    private final Path folder;
    private final Supplier<CrashLife.Variant> variants;
    private final int steps;

    /**
     * @param variants what each life is built with
     * @param steps how many steps a life has: point i fails at step i, then begins anew with
     *     another seed
     */
    CrashPoints(Path folder, Supplier<CrashLife.Variant> variants, int steps) {
        this.folder = folder;
        this.variants = variants;
        this.steps = steps;
    }

    /** Runs so many; throws what the first bad one threw. */
    void run(int points) throws InterruptedException {
        var next = new AtomicInteger();
        var failure = new AtomicReference<Optional<Throwable>>(Optional.empty());
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int thread = 0; thread < AT_A_TIME; thread++) {
                Path scratch = folder.resolve("scratch-" + thread);
                threads.execute(() -> {
                    int point = next.getAndIncrement();
                    while (point < points && failure.get().isEmpty()) {
                        crash(scratch, point, failure);
                        point = next.getAndIncrement();
                    }
                });
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.DAYS);
        }
        if (failure.get().isPresent()) {
            throw new AssertionError(failure.get().get().getMessage(), failure.get().get());
        }
    }

    private void crash(Path scratch, int point, AtomicReference<Optional<Throwable>> failure) {
        int step = point % steps;
        long seed = point / steps * 1_000_003L + step;
        try {
            Files.createDirectories(scratch);
            new CrashLife(scratch, seed, variants.get()).crashAt(step);
        } catch (Throwable e) {
            failure.compareAndSet(
                    Optional.empty(),
                    Optional.of(
                            new AssertionError(
                                    "seed " + seed + ", step " + step + ": " + e.getMessage(), e)));
        }
    }
}
