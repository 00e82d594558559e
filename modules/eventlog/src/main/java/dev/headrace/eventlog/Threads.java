package dev.headrace.eventlog;

/** Waiting for a thread that must have ended before its files are given up. */
final class Threads {

    private Threads() {}

    /** Waits for the end of a thread; an interrupt is kept for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
