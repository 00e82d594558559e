package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.privacy.ClientAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:7:1:2:3:4:5, 2001:db8:7::/48",
        "2001:db8:0:1::5, 2001:db8::/48",
        "2001:0:7::5, 2001:0:7::/48",
        "::1, ::/48",
        "::ffff:198.51.100.9, 198.51.100.0/24",
    })
    void cutsAnAddressToItsNetwork(String address, String network) {
        assertThat(ClientAddress.parse(address)).map(ClientNetwork::of).contains(network);
    }
}
