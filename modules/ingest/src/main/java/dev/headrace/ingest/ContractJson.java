package dev.headrace.ingest;

import dev.headrace.event.Cardinality;
import dev.headrace.event.Contract;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Shows contracts to people and tools. */
final class ContractJson {

    private ContractJson() {}

    static byte[] list(Collection<Contract> contracts) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("streams");
            contracts.forEach(contract -> contract(json, contract));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] one(Contract contract) {
        return JsonAnswers.write(json -> contract(json, contract));
    }

    private static void contract(JsonGenerator json, Contract contract) {
        String path = "/v1/streams/" + contract.name();
        json.writeStartObject();
        json.writeStringProperty("name", contract.name().value());
        json.writeStringProperty("title", contract.title());
        json.writeStringProperty("events", path + "/events");
        json.writeStringProperty("validate", path + "/validate");
        json.writeArrayPropertyStart("auth");
        contract.auth().stream().sorted().forEach(method -> json.writeString(method.word()));
        json.writeEndArray();
        contract.id().ifPresent(pointer -> json.writeStringProperty("id", pointer));
        contract.occurredAt().ifPresent(pointer -> json.writeStringProperty("occurredAt", pointer));
        limits(json, contract.limits());
        if (!contract.cardinality().isEmpty()) {
            json.writeObjectPropertyStart("cardinality");
            contract.cardinality().forEach((pointer, bound) -> bound(json, pointer, bound));
            json.writeEndObject();
        }
        json.writeStringProperty(
                "principalEmail", contract.principalEmail().name().toLowerCase(Locale.ROOT));
        if (!contract.acknowledge().isEmpty()) {
            json.writeArrayPropertyStart("acknowledge");
            contract.acknowledge().stream().sorted().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeArrayPropertyStart("schemas");
        contract.schemas().values().forEach(schema -> schema(json, path, schema));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void bound(JsonGenerator json, String pointer, Cardinality bound) {
        json.writeObjectPropertyStart(pointer);
        String window = bound.window() == Cardinality.Window.DAY ? "Day" : "Hour";
        json.writeNumberProperty("maxPer" + window, bound.most());
        json.writeStringProperty("overflow", bound.overflow());
        json.writeEndObject();
    }

    private static void limits(JsonGenerator json, Contract.Limits limits) {
        json.writeObjectPropertyStart("limits");
        json.writeNumberProperty("requestBytes", limits.request().bytes());
        json.writeNumberProperty("events", limits.events());
        json.writeNumberProperty("eventBytes", limits.event().bytes());
        limits.rate()
                .ifPresent(rate -> {
                    String unit = rate.per() == Contract.Rate.Per.SECOND ? "Second" : "Minute";
                    json.writeNumberProperty("eventsPer" + unit, rate.events());
                    json.writeNumberProperty("burst", rate.burst());
                });
        limits.addressRate()
                .ifPresent(rate ->
                        json.writeNumberProperty("requestsPerMinutePerAddress", rate.events()));
        json.writeEndObject();
    }

    private static void schema(JsonGenerator json, String path, Contract.SchemaVersion schema) {
        json.writeStartObject();
        json.writeNumberProperty("version", schema.number());
        json.writeStringProperty("sha256", schema.digest());
        json.writeStringProperty("href", path + "/schemas/" + schema.number());
        json.writeEndObject();
    }
}
