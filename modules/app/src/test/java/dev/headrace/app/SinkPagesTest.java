package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.SinkDescription;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkPagesTest {

    private static final ConfigSpec SETTINGS =
            ConfigSpec.builder().required("bucket", ConfigField.Type.TEXT, "Where.").build();
    private static final SinkDescription LAKE =
            new SinkDescription("lake", SETTINGS, new Permissions.None());
    private static final SinkDescription GUARDED =
            new SinkDescription(
                    "guarded", SETTINGS, new Permissions.Commands("sql", "GRANT INSERT;"));

    @TempDir private Path folder;

    @Test
    void fillsWhatStandsBetweenTheMarksAndLeavesTheRest() throws IOException {
        Files.writeString(
                folder.resolve("lake.md"),
                "# Lake\n\nWhy.\n\n<!-- settings -->\n<!-- /settings -->\n\n## Limits\n\nSome.\n");

        write(LAKE);

        assertThat(folder.resolve("lake.md"))
                .hasContent(
                        """
                        # Lake

                        Why.

                        <!-- settings -->

                        | key | default | allowed | what it does |
                        |---|---|---|---|
                        | `bucket` | **required** | text | Where. |

                        ```yaml
                        headrace:
                          sinks:
                            lake:
                              type: lake
                              # Where.
                              bucket: example-bucket
                        ```

                        <!-- /settings -->

                        ## Limits

                        Some.
                        """);
        assertThat(SinkPages.in(folder).stale(List.of(LAKE))).isEmpty();
    }

    @Test
    void tellsAPageThatDrifted() throws IOException {
        write(LAKE);
        Path page = folder.resolve("lake.md");
        Files.writeString(page, Files.readString(page).replace("Where.", "There."));

        assertThat(SinkPages.in(folder).stale(List.of(LAKE)))
                .singleElement()
                .satisfies(stale -> {
                    assertThat(stale.file()).isEqualTo(page);
                    assertThat(stale.reason()).isEqualTo("is not what the plugin declares");
                });
    }

    @Test
    void writesPermissionsWhereAPluginTellsOfThem() throws IOException {
        Files.writeString(
                folder.resolve("guarded.md"),
                "# Guarded\n\n<!-- permissions --><!-- /permissions -->\n\n<!-- settings --><!-- /settings -->\n");

        write(GUARDED);

        assertThat(folder.resolve("guarded.md"))
                .content()
                .startsWith(
                        "# Guarded\n\n<!-- permissions -->\n\n```sql\nGRANT INSERT;\n```\n\n<!-- /permissions -->\n\n<!-- settings -->\n\n| key");
        assertThat(SinkPages.in(folder).stale(List.of(GUARDED))).isEmpty();
    }

    @Test
    void makesAPageThatIsMissingAndListsAll() throws IOException {
        assertThat(SinkPages.in(folder).stale(List.of(LAKE)))
                .extracting(SinkPages.Stale::reason)
                .containsExactly("is missing", "does not list the sinks that there are");

        write(LAKE, GUARDED);

        assertThat(folder.resolve("README.md"))
                .content()
                .contains("- [lake](lake.md)\n- [guarded](guarded.md)\n");
        assertThat(folder.resolve("lake.md")).content().startsWith("# lake\n");
    }

    private void write(SinkDescription... sinks) throws IOException {
        for (SinkPages.Stale stale : SinkPages.in(folder).stale(List.of(sinks))) {
            stale.write();
        }
    }
}
