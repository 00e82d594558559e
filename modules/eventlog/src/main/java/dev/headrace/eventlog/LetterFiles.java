package dev.headrace.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The dead letter files of one sink: those that are full, and the one that letters are added to.
 */
final class LetterFiles {

    private final List<LetterScan.Part> full = new ArrayList<>();
    private BlockFile newest;
    private int number;

    LetterFiles(BlockFile newest, int number) {
        this.newest = newest;
        this.number = number;
    }

    void roll(BlockFile next) throws IOException {
        BlockFile old = newest;
        full.add(part());
        newest = next;
        number++;
        old.close();
    }

    BlockFile newest() {
        return newest;
    }

    int number() {
        return number;
    }

    /** May be changed. */
    List<LetterScan.Part> full() {
        return full;
    }

    /** What is forced of the newest file. */
    LetterScan.Part part() {
        return new LetterScan.Part(number, newest.path(), newest.size());
    }

    /** All parts, oldest first. */
    List<LetterScan.Part> parts() {
        List<LetterScan.Part> parts = new ArrayList<>(full);
        parts.add(part());
        return parts;
    }
}
