package dev.headrace.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import com.networknt.schema.path.PathType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The drafts of JSON Schema that contracts may use, with our own dates and times and with patterns
 * in linear time. Formats are asserted in each; nothing is ever fetched.
 */
final class SchemaDialects {

    /** Where the files of a stream stand for the library; no such scheme can be fetched. */
    static final String BASE = "headrace://stream/";

    /** Names in the library's tables that are no keywords of these drafts. */
    private static final Set<String> NO_KEYWORDS = Set.of("true", "false", "id", "notAllowed");

    private static final List<Format> OWN_FORMATS =
            List.of(
                    new TextFormat("date-time", DateTimeText::isDateTime),
                    new TextFormat("date", DateTimeText::isDate),
                    new TextFormat("time", DateTimeText::isTime),
                    new TextFormat(PoseFrames.FORMAT, PoseFrames::isFrames));

    private final List<Dialect> dialects =
            Stream.of(Dialects.getDraft202012(), Dialects.getDraft201909(), Dialects.getDraft7())
                    .map(dialect -> Dialect.builder(dialect).formats(OWN_FORMATS).build())
                    .toList();

    private final SchemaRegistryConfig config =
            SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .pathType(PathType.JSON_POINTER)
                    .regularExpressionFactory(new LinearPatterns())
                    .build();

    private final SchemaRegistry metaSchemas =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** The schema of the dialect's schemas. */
    Schema metaSchema(Dialect dialect) {
        return metaSchemas.getSchema(SchemaLocation.of(dialect.getId()));
    }

    /** The dialect that {@code $schema} names, or the newest where it is absent. */
    Optional<Dialect> dialectOf(JsonNode schema) {
        JsonNode named = schema.path("$schema");
        if (named.isMissingNode()) {
            return Optional.of(dialects.getFirst());
        }
        return dialects.stream()
                .filter(dialect -> plain(dialect.getId()).equals(plain(named.asString(""))))
                .findFirst();
    }

    /** The names of the dialects, as {@code $schema} gives them. */
    String names() {
        return dialects.stream().map(Dialect::getId).collect(Collectors.joining(", "));
    }

    /** The keywords that the dialect knows. */
    static Collection<String> keywords(Dialect dialect) {
        Set<String> keywords = new TreeSet<>(dialect.getKeywords().keySet());
        keywords.removeAll(NO_KEYWORDS);
        return keywords;
    }

    /** The formats that are asserted. */
    static Collection<String> formats() {
        return Stream.concat(Formats.DEFAULT.stream(), OWN_FORMATS.stream())
                .map(Format::getName)
                .collect(Collectors.toSet());
    }

    /**
     * Compiles a schema, with everything that it refers to.
     *
     * @throws com.networknt.schema.SchemaException if it cannot be obeyed
     */
    Schema compile(SchemaDocuments documents) {
        Map<String, String> resources = new HashMap<>();
        documents.roots().forEach((file, root) -> resources.put(BASE + file, root.toString()));
        SchemaRegistry registry =
                SchemaRegistry.withDialects(
                        dialects,
                        builder ->
                                builder.schemaRegistryConfig(config)
                                        .schemas(resources)
                                        .schemaLoader(loader ->
                                                loader.fetchRemoteResources(false)
                                                        .allow(iri ->
                                                                resources.containsKey(
                                                                        iri.toString()))));
        Schema schema = registry.getSchema(SchemaLocation.of(BASE + documents.main()));
        schema.initializeValidators();
        return schema;
    }

    /** The same dialect is written with and without an empty fragment, http and https. */
    private static String plain(String dialect) {
        return dialect.replaceFirst("^https?://", "").replaceFirst("#$", "");
    }

    /** A format that is a question about a text. */
    private record TextFormat(String name, Predicate<String> question) implements Format {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return question.test(value);
        }
    }
}
