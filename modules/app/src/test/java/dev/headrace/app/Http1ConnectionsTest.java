package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.HelidonServiceLoader;
import io.helidon.webserver.http1.Http1ConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1ConnectionsTest {

    private static final String KEY = HelidonServiceLoader.SYSTEM_PROPERTY_EXCLUDE;
    private static final String HELIDONS = Http1ConnectionProvider.class.getName();

    private final @Nullable String before = System.getProperty(KEY);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(KEY);
        } else {
            System.setProperty(KEY, before);
        }
    }

    @Test
    void excludesHelidonsProvider() {
        System.clearProperty(KEY);

        Http1Connections.replaceHelidons();

        assertThat(System.getProperty(KEY)).isEqualTo(HELIDONS);
    }

    @Test
    void keepsWhatTheOperatorExcluded() {
        System.setProperty(KEY, "com.example.Other");

        Http1Connections.replaceHelidons();
        Http1Connections.replaceHelidons();

        assertThat(System.getProperty(KEY)).isEqualTo("com.example.Other," + HELIDONS);
    }
}
