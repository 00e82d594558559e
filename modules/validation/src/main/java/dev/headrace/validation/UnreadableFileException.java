package dev.headrace.validation;

/** A file of a stream's folder cannot be used; the message ends a sentence about the file. */
final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The line where reading stopped; 0 if none is known. */
    private final int line;

    UnreadableFileException(String message) {
        super(message);
        this.line = 0;
    }

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
        this.line = 0;
    }

    UnreadableFileException(String message, int line) {
        super(message);
        this.line = line;
    }

    UnreadableFileException(String message, int line, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    int line() {
        return line;
    }

    /** What is wrong with the file, for a person. */
    String reason() {
        String message = getMessage();
        return message == null ? "cannot be read" : message;
    }
}
