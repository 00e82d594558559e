package dev.headrace.publishing;

import java.util.concurrent.CountDownLatch;

/**
 * Lets the backlogs of removed sinks expire, one after the other, on a thread of its own. It is
 * never interrupted: it ends with the step that it is at.
 */
final class RetirementThread {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final DeliveryProgress progress;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    RetirementThread(DeliveryProgress progress) {
        this.progress = progress;
        this.thread = Thread.ofPlatform().name("headrace-retire").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Asks it to end, and waits for that. */
    void stop() throws InterruptedException {
        stop.countDown();
        thread.join();
    }

    private void run() {
        try {
            for (Retirement retirement : progress.retirements()) {
                if (retirement.run(stop)) {
                    progress.retired(retirement);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The backlog of a removed sink could not be counted; tried again after the"
                            + " next start",
                    e);
        }
    }
}
