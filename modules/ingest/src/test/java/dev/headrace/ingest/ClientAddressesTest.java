package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.TrustedProxies;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

    private final ClientAddresses addresses =
            new ClientAddresses(new TrustedProxies(List.of("127.0.0.1")));

    @Test
    void asksTheTrustedProxyWhomItSpeaksFor() {
        var proxy = new InetSocketAddress("127.0.0.1", 4711);

        assertThat(addresses.of(proxy, List.of("192.0.2.7")))
                .map(ClientAddress::text)
                .contains("192.0.2.7");
        assertThat(addresses.of(proxy, List.of())).map(ClientAddress::text).contains("127.0.0.1");
    }

    @Test
    void doesNotAskAnybodyElse() {
        var stranger = new InetSocketAddress("127.0.0.2", 4711);

        assertThat(addresses.of(stranger, List.of("192.0.2.7")))
                .map(ClientAddress::text)
                .contains("127.0.0.2");
    }

    @Test
    void knowsNoAddressOfAConnectionThatHasNone() {
        assertThat(addresses.of(UnixDomainSocketAddress.of("/tmp/socket"), List.of())).isEmpty();
        assertThat(addresses.of(InetSocketAddress.createUnresolved("host", 1), List.of()))
                .isEmpty();
    }
}
