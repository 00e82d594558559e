package dev.headrace.eventlog;

/**
 * A place in the files of a node that is not as it was written.
 *
 * @param file its path below the data folder
 * @param offset where in it, in bytes
 * @param what what is wrong, for a person
 * @param firstLost the number of the first record that is lost there
 * @param lostRecords how many records are lost; 0 when none is, or nobody can say
 */
public record LogProblem(String file, long offset, String what, long firstLost, long lostRecords) {

    static LogProblem at(String file, long offset, String what) {
        return new LogProblem(file, offset, what, 0, 0);
    }

    /** One line: file, offset, what, and the records that are lost. */
    @Override
    public String toString() {
        String lost =
                lostRecords == 0
                        ? ""
                        : "; records "
                                + firstLost
                                + " to "
                                + (firstLost + lostRecords - 1)
                                + " are lost";
        return file + ", offset " + offset + ": " + what + lost;
    }
}
