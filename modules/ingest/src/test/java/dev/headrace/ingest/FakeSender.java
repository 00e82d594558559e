package dev.headrace.ingest;

import dev.headrace.privacy.ClientAddress;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** A sender with headers and a loopback address. */
record FakeSender(Map<String, String> headers) implements Sender {

    @Override
    public Optional<ClientAddress> address(ClientAddresses clients) {
        return Optional.of(ClientAddress.of(InetAddress.getLoopbackAddress()));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
