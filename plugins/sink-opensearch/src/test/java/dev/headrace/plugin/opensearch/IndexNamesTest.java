package dev.headrace.plugin.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexNamesTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-31T23:59:59.999Z");

    @Test
    void anIndexIsOfAStreamAndAMonthYearOrDay() {
        assertThat(IndexNames.of("headrace-{stream}-{month}").of("clicks", RECEIVED))
                .isEqualTo("headrace-clicks-2026.01");
        assertThat(IndexNames.of("{stream}_{year}").of("clicks", RECEIVED))
                .isEqualTo("clicks_2026");
        assertThat(IndexNames.of("{stream}+{day}.v1").of("clicks", RECEIVED))
                .isEqualTo("clicks+2026.01.31.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "UPPER", "a/b", "a*", "", "-x", "_all", ".", "é", "a,b", "x#y"})
    void whateverTheStreamIsCalledTheIndexHasANameThatOpenSearchTakes(String stream) {
        String index = IndexNames.of("{stream}-{month}").of(stream, RECEIVED);

        assertThat(index).matches("[a-z0-9][a-z0-9-]*-2026\\.01").hasSizeLessThan(255);
    }

    @Test
    void differentStreamsNeverShareAnIndex() {
        IndexNames names = IndexNames.of("{stream}");

        assertThat(names.of("a/b", RECEIVED)).isNotEqualTo(names.of("a\\b", RECEIVED));
        assertThat(names.of("A", RECEIVED)).isNotEqualTo(names.of("a", RECEIVED));
    }

    @Test
    void theTemplateOfAStreamMatchesItsIndicesAndHasAName() {
        IndexNames names = IndexNames.of("headrace-{stream}-{month}");

        assertThat(names.pattern("clicks")).isEqualTo("headrace-clicks-*");
        assertThat(names.templateOf("clicks")).isEqualTo("headrace-clicks");
        assertThat(names.all()).isEqualTo("headrace-*-*");
    }

    @Test
    void aContractMayChooseAFieldsTypeAndOddNamesAreOnlyStored() {
        StreamContract plain =
                SampleContext.contract(
                        "clicks",
                        """
                        {"type":"object","properties":{"a/b":{"type":"string"},
                         "x.y":{"type":"string"},"":{"type":"string"},"k":{"type":"string"}}}\
                        """);
        var contract =
                new StreamContract(
                        plain.name(),
                        plain.title(),
                        plain.schemas(),
                        plain.key(),
                        plain.layout(),
                        Optional.empty(),
                        Map.of("fields", Map.of("/a~1b", "text", "/k", "no-such-type")));

        String mapping = IndexTemplate.mappingOf(contract);

        assertThat(mapping)
                .contains("\"a/b\":{\"type\":\"text\"}", "\"k\":{\"type\":\"keyword\"")
                .doesNotContain("x.y", "\"\":");
    }
}
