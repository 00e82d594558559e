package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Listener;

/** The line that scripts wait for on standard output. Its form is a promise. */
final class ReadyLine {

    private ReadyLine() {}

    static String of(HeadraceSettings settings, HttpServer.Ports ports) {
        return "ready public="
                + address(settings.publicListener(), ports.open())
                + " internal="
                + address(settings.internalListener(), ports.internal())
                + " hmac-keys="
                + settings.hmac().keysFile();
    }

    /** An address that works on this machine. */
    static String address(Listener listener, int port) {
        String host =
                switch (listener.host()) {
                    case "0.0.0.0", "::" -> "127.0.0.1";
                    default -> listener.host();
                };
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
