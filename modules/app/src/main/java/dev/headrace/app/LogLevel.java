package dev.headrace.app;

import java.util.logging.Level;

/** How much the log says. */
enum LogLevel {
    ERROR(Level.SEVERE, Level.SEVERE),
    WARNING(Level.WARNING, Level.WARNING),
    INFO(Level.INFO, Level.WARNING),
    DEBUG(Level.FINE, Level.INFO);

    private final Level own;
    private final Level libraries;

    LogLevel(Level own, Level libraries) {
        this.own = own;
        this.libraries = libraries;
    }

    /** The level of Headrace's own loggers. */
    Level own() {
        return own;
    }

    /** The level of everything else, which says much that helps nobody at a start. */
    Level libraries() {
        return libraries;
    }
}
