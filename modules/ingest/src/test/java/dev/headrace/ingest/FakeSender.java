package dev.headrace.ingest;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** A sender with headers and a loopback address. */
record FakeSender(Map<String, String> headers) implements Sender {

    @Override
    public Optional<InetAddress> address() {
        return Optional.of(InetAddress.getLoopbackAddress());
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
