package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8:ffff::/48"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.9 | 198.51.100.1                     | 203.0.113.9
                    10.1.2.3    | 198.51.100.1                     | 198.51.100.1
                    10.1.2.3    | 1.1.1.1, 198.51.100.1            | 198.51.100.1
                    10.1.2.3    | 1.1.1.1, 198.51.100.1, 192.0.2.1 | 198.51.100.1
                    10.1.2.3    | 1.1.1.1,198.51.100.1 ,10.9.9.9   | 198.51.100.1
                    10.1.2.3    | 10.5.5.5, 10.6.6.6               | 10.5.5.5
                    10.1.2.3    | 198.51.100.1:4711                | 198.51.100.1
                    10.1.2.3    | [2001:db8::5]:4711               | 2001:db8::5
                    10.1.2.3    | 2001:db8::5, 2001:db8:ffff::7    | 2001:db8::5
                    192.0.2.2   | 198.51.100.1                     | 192.0.2.2
                    """)
    void takesTheRightMostHopThatIsNotATrustedProxy(String peer, String forwarded, String client) {
        assertThat(clientOf(peer, forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1.1.1.1, unknown             | 10.1.2.3
                    1.1.1.1, evil, 192.0.2.1     | 192.0.2.1
                    1.1.1.1,                     | 10.1.2.3
                    198.51.100.1:port            | 10.1.2.3
                    198.51.100.1:                | 10.1.2.3
                    [2001:db8::5                 | 10.1.2.3
                    [2001:db8::5]x               | 10.1.2.3
                    """)
    void believesNothingBehindWhatCannotBeRead(String forwarded, String client) {
        assertThat(clientOf("10.1.2.3", forwarded)).isEqualTo(client);
    }

    @Test
    void readsSeveralFieldsAsOneList() {
        assertThat(clientOf("10.1.2.3", "1.1.1.1", "198.51.100.1", "10.0.0.7"))
                .isEqualTo("198.51.100.1");
        assertThat(clientOf("10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(clientOf("10.1.2.3", "1.1.1.1", "")).isEqualTo("10.1.2.3");
    }

    @Test
    void looksAtABoundedNumberOfHops() {
        String[] hops = new String[100];
        Arrays.fill(hops, "10.0.0.1");
        hops[0] = "198.51.100.1";

        assertThat(clientOf("10.1.2.3", String.join(",", hops))).isEqualTo("10.0.0.1");
    }

    @Test
    void believesNobodyWithoutAList() {
        ClientAddress peer = ClientAddress.parse("127.0.0.1").orElseThrow();

        assertThat(TrustedProxies.NONE.clientOf(peer, List.of("198.51.100.1"))).isEqualTo(peer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    proxy.example.org | proxy.example.org is not an address or a range such as 10.0.0.0/8 or 2001:db8::/32
                    10.0.0.0/33       | 10.0.0.0/33 has no prefix length from 0 to 32 behind its slash
                    10.0.0.0/         | 10.0.0.0/ has no prefix length from 0 to 32 behind its slash
                    2001:db8::/129    | 2001:db8::/129 has no prefix length from 0 to 128 behind its slash
                    10.1.2.3/8        | 10.1.2.3/8 has bits behind its prefix; write 10.0.0.0/8
                    10.0.0.128/25x    | 10.0.0.128/25x has no prefix length from 0 to 32 behind its slash
                    """)
    void saysWhatIsWrongWithAnEntry(String entry, String message) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private String clientOf(String peer, String... forwarded) {
        return proxies.clientOf(ClientAddress.parse(peer).orElseThrow(), List.of(forwarded)).text();
    }
}
