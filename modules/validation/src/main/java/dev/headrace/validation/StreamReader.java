package dev.headrace.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.SchemaVersion;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one stream's folder: its stream.yaml, then the schema of each version. */
final class StreamReader {

    private final SchemaDialects dialects;
    private final Problems problems;

    StreamReader(SchemaDialects dialects, Problems problems) {
        this.dialects = dialects;
        this.problems = problems;
    }

    /** The stream; empty if anything is wrong with it, which is then among the problems. */
    Optional<LoadedStream> read(StreamFolder folder) {
        if (!folder.has(StreamFolders.CONTRACT)) {
            return Optional.empty();
        }
        Path file = folder.path(StreamFolders.CONTRACT);
        try {
            YamlDocument document = YamlDocument.read(folder.text(StreamFolders.CONTRACT));
            return read(folder, new YamlFields(file, document, problems));
        } catch (UnreadableFileException e) {
            problems.add(file, e.line(), e.reason());
            return Optional.empty();
        }
    }

    private Optional<LoadedStream> read(StreamFolder folder, YamlFields fields) {
        int before = problems.count();
        ContractReader reader = new ContractReader(fields);
        reader.checkNames();
        SortedMap<Integer, Version> versions = versions(folder, reader.schemaFiles());
        Optional<StreamName> name = reader.name();
        Optional<Contract> contract =
                name.map(known -> contract(known, reader, published(versions)));
        if (!versions.isEmpty()) {
            Version newest = versions.firstEntry().getValue();
            checkPointers(fields, reader, newest);
            contract.ifPresent(whole -> AddedFields.check(fields, whole, newest));
            contract.ifPresent(whole ->
                    fields.section(CardinalityFields.SECTION)
                            .ifPresent(bounds -> CardinalityFields.check(bounds, whole, newest)));
            contract.ifPresent(whole -> checkPrivacy(fields, whole, versions));
        }
        return problems.count() == before
                ? contract.map(whole -> new LoadedStream(whole, versions, folder))
                : Optional.empty();
    }

    private static Contract contract(
            StreamName name, ContractReader reader, SortedMap<Integer, SchemaVersion> schemas) {
        return new Contract(
                name,
                reader.title().orElse(name.value()),
                reader.listener(),
                reader.readable(),
                schemas,
                reader.pointer("id"),
                reader.missingId(),
                reader.pointer("occurred-at"),
                Collections.unmodifiableSet(reader.auth()),
                reader.bound(),
                reader.pointers("key"),
                reader.pointers("layout"),
                reader.limits(),
                reader.privacy(),
                reader.dialects(),
                reader.retention(),
                reader.sinks(),
                reader.acknowledge(),
                reader.hints(),
                reader.signer(),
                reader.adds());
    }

    /** The versions that are right, newest first. */
    private SortedMap<Integer, Version> versions(
            StreamFolder folder, SortedMap<Integer, String> files) {
        SortedMap<Integer, Version> versions = new TreeMap<>(Comparator.reverseOrder());
        for (Map.Entry<Integer, String> file : files.entrySet()) {
            SchemaDocuments.read(folder, file.getValue(), problems)
                    .flatMap(documents -> version(folder, file.getKey(), documents))
                    .ifPresent(version -> versions.put(file.getKey(), version));
        }
        return Collections.unmodifiableSortedMap(versions);
    }

    private Optional<Version> version(StreamFolder folder, int number, SchemaDocuments documents) {
        int before = problems.count();
        new SchemaInspection(folder, documents, dialects, problems).run();
        if (problems.count() > before) {
            return Optional.empty();
        }
        try {
            Schema schema = dialects.compile(documents);
            return Optional.of(new Version(number, documents, schema));
        } catch (SchemaException e) {
            problems.add(folder.path(documents.main()), "cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static SortedMap<Integer, SchemaVersion> published(
            SortedMap<Integer, Version> versions) {
        SortedMap<Integer, SchemaVersion> published = new TreeMap<>();
        versions.forEach((number, version) -> {
            String json = version.documents().mainText();
            published.put(number, new SchemaVersion(number, Fingerprint.digest(json), json));
        });
        return Collections.unmodifiableSortedMap(published);
    }

    /** A pointer to a field that the schema does not describe is most likely misspelt. */
    private static void checkPointers(YamlFields fields, ContractReader reader, Version newest) {
        for (String field : List.of("id", "occurred-at", "signer")) {
            reader.pointer(field)
                    .ifPresent(pointer -> checkPointer(fields, field, pointer, newest));
        }
        Contract.Bound bound = reader.bound();
        bound.organisation().ifPresent(at -> checkPointer(fields, "bound", at, newest));
        bound.session().ifPresent(at -> checkPointer(fields, "bound", at, newest));
        if (reader.missingId() instanceof Contract.MissingId.Named named) {
            named.fields().forEach(at -> checkPointer(fields, "missing-id", at, newest));
        }
        for (String field : List.of("key", "layout")) {
            for (String pointer : new ArrayList<>(reader.pointers(field))) {
                checkPointer(fields, field, pointer, newest);
            }
        }
    }

    private static void checkPrivacy(
            YamlFields fields, Contract contract, SortedMap<Integer, Version> versions) {
        fields.section(PrivacyFields.SECTION)
                .ifPresent(rules -> new PrivacyCheck(rules, contract, versions.values()).run());
        fields.section(OmitFields.SECTION)
                .ifPresent(omit -> OmitFields.check(omit, contract, versions.values()));
    }

    private static void checkPointer(
            YamlFields fields, String field, String pointer, Version newest) {
        DescribedFields.undescribed(newest.documents(), pointer)
                .ifPresent(hint ->
                        fields.problem(
                                field,
                                pointer
                                        + " is not a property that version "
                                        + newest.number()
                                        + " of the schema describes"
                                        + hint));
    }
}
