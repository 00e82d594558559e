package dev.headrace.app;

/** A listener could not be opened, most likely because another process has its port. */
final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListenException(HeadraceSettings settings, Throwable cause) {
        super(
                "cannot listen on "
                        + name(settings.publicListener())
                        + " and "
                        + name(settings.internalListener())
                        + ": an address is in use or not this machine's;"
                        + " change headrace.public.port or headrace.internal.port",
                cause);
    }

    private static String name(HeadraceSettings.Listener listener) {
        return listener.host() + ":" + listener.port();
    }
}
