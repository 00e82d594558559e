package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1, ::1",
        "2001:db8::, 2001:db8::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void readsAddressesAndWritesTheCanonicalForm(String text, String canonical) {
        assertThat(ClientAddress.parse(text))
                .get()
                .extracting(ClientAddress::text)
                .isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "010.0.0.1",
                "1.2.3.4 ",
                "0x7f.0.0.1",
                "2130706433",
                "fe80::1%eth0",
                "[::1]",
                "1::2::3",
                "::ffff:010.0.0.1",
                ":",
                "unknown",
                "2001:db8:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:1"
            })
    void refusesWhatTwoReadersCouldReadDifferently(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0",
        "2001:db8:12:34:56:78:9a:bc, 2001:db8:12::",
        "::ffff:203.0.113.77, 203.0.113.0"
    })
    void truncatesToTheSite(String text, String site) {
        assertThat(ClientAddress.parse(text).orElseThrow().truncated().text()).isEqualTo(site);
    }

    @Test
    void showsTheAddressToNobodyWhoDoesNotAskForIt() throws Exception {
        ClientAddress address =
                ClientAddress.of(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 77}));

        assertThat(address)
                .hasToString("ClientAddress[IPv4]")
                .isEqualTo(ClientAddress.parse("203.0.113.77").orElseThrow());
        assertThat(address).isNotEqualTo(address.truncated());
    }
}
