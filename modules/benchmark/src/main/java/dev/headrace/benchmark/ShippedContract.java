package dev.headrace.benchmark;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.validation.LoadedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The contract of {@code user-telemetry}, from the folder that ships. */
final class ShippedContract {

    static final StreamName STREAM = new StreamName("user-telemetry");

    private static final Path FOLDER = Path.of("contracts", "streams", STREAM.value());

    private ShippedContract() {}

    /** The root of the source tree: the working folder or one above it. */
    static Path sourceTree() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FOLDER))) {
                return at;
            }
        }
        throw new IllegalStateException("start this within the source tree: there is no " + FOLDER);
    }

    private static Path folder() {
        return sourceTree().resolve(FOLDER);
    }

    /** The contract as the server loads it. */
    static LoadedStreams load() throws IOException {
        Path digests = Files.createTempDirectory("headrace-digests").resolve("digests.json");
        return LoadedStreams.load(List.of(folder()), digests);
    }

    /** The one contract of these streams. */
    static Contract contract(LoadedStreams streams) {
        return streams.find(STREAM).orElseThrow();
    }

    /**
     * The schema alone, compiled by the library as it comes, formats asserted: what others are
     * measured against, so nothing of Headrace's own is in it.
     */
    static Schema plainSchema() throws IOException {
        String text = Files.readString(folder().resolve("event.v1.schema.json"));
        Schema schema =
                SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_2020_12,
                                builder ->
                                        builder.schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .formatAssertionsEnabled(true)
                                                        .pathType(PathType.JSON_POINTER)
                                                        .build()))
                        .getSchema(JsonMapper.shared().readTree(text));
        schema.initializeValidators();
        return schema;
    }
}
