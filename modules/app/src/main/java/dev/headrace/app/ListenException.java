package dev.headrace.app;

import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** A listener could not be opened, most likely because another process has its port. */
final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListenException(HeadraceSettings settings) {
        super(message(settings));
    }

    ListenException(HeadraceSettings settings, Throwable cause) {
        super(message(settings), cause);
    }

    /** Whether this is what has happened; nothing thrown is no failure. */
    static boolean isCausedBy(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static String message(HeadraceSettings settings) {
        return "cannot listen on "
                + name(settings.publicListener())
                + " and "
                + name(settings.internalListener())
                + ": an address is in use or not this machine's;"
                + " change headrace.public.port or headrace.internal.port";
    }

    private static String name(HeadraceSettings.Listener listener) {
        return listener.host() + ":" + listener.port();
    }
}
