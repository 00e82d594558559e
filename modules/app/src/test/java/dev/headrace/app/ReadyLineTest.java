package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyLineTest {

    @Test
    void showsAnAddressThatWorksHereAndTheRealPorts() {
        HeadraceSettings settings =
                SettingsFixture.nothing()
                        .option("headrace.public.port", "0")
                        .option("headrace.data-dir", "/var/lib/headrace")
                        .read();

        assertThat(ReadyLine.of(settings, new HttpServer.Ports(40123, 8081)))
                .isEqualTo(
                        "ready public=http://127.0.0.1:40123 internal=http://127.0.0.1:8081"
                                + " hmac-keys=/var/lib/headrace/keys/hmac.json");
    }

    @Test
    void bracketsAddressesOfVersionSix() {
        assertThat(ReadyLine.address(new HeadraceSettings.Listener("::1", 0), 8080))
                .isEqualTo("http://[::1]:8080");
    }
}
