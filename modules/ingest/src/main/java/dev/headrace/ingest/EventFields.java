package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldText;
import dev.headrace.privacy.EventRefiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads out of an event what its contract points at; the pointers are compiled once a contract. */
final class EventFields {

    private final Contract contract;
    private final Optional<JsonPointer> id;
    private final Optional<JsonPointer> occurredAt;
    private final Optional<JsonPointer> organisation;
    private final Optional<JsonPointer> session;
    private final List<JsonPointer> key;
    private final List<JsonPointer> layout;
    private final Optional<EventRefiner> refiner;
    private final Optional<StreamRule> rule;
    private final Optional<JsonPointer> signer;
    private final Addenda addenda;
    private final Optional<NamedId> namedId;

    EventFields(Contract contract) {
        this(contract, Optional.empty(), Optional.empty());
    }

    /**
     * The fields of a contract.
     *
     * @param refiner its privacy rules, if it has any that change events
     * @param rule its own rule, if it has one
     */
    EventFields(Contract contract, Optional<EventRefiner> refiner, Optional<StreamRule> rule) {
        this.refiner = refiner;
        this.rule = rule;
        this.contract = contract;
        this.id = contract.id().map(JsonPointer::compile);
        this.occurredAt = contract.occurredAt().map(JsonPointer::compile);
        this.organisation = contract.bound().organisation().map(JsonPointer::compile);
        this.session = contract.bound().session().map(JsonPointer::compile);
        this.key = contract.key().stream().map(JsonPointer::compile).toList();
        this.layout = contract.layout().stream().map(JsonPointer::compile).toList();
        this.signer = contract.signer().map(JsonPointer::compile);
        this.addenda = new Addenda(contract);
        this.namedId =
                contract.missingId() instanceof Contract.MissingId.Named named
                        ? Optional.of(new NamedId(named.fields()))
                        : Optional.empty();
    }

    /** The contract that these fields belong to. */
    Contract contract() {
        return contract;
    }

    /** What privacy does with events; empty when they are kept as they come. */
    Optional<EventRefiner> refiner() {
        return refiner;
    }

    /** The stream's own rule. */
    Optional<StreamRule> rule() {
        return rule;
    }

    /** What the server adds to the events. */
    Addenda addenda() {
        return addenda;
    }

    /** Whether an event is its signer's own. */
    boolean isOf(String deployment, JsonNode event) {
        return signer.map(pointer -> event.at(pointer).asString("").equals(deployment))
                .orElse(false);
    }

    /**
     * The client's own id: 1 to 128 printable ASCII characters; anything else is not an id. Where
     * the contract says which fields name an event, the id that they make.
     */
    Optional<String> id(JsonNode event) {
        Optional<String> own = ownId(event);
        return own.isEmpty() && namedId.isPresent() ? namedId.get().id(event) : own;
    }

    private Optional<String> ownId(JsonNode event) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        JsonNode value = event.at(id.get());
        return value.isString() && FieldText.isId(value.asString())
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    /** The text of the time when it happened; empty when the contract or the event names none. */
    Optional<String> occurredAt(JsonNode event) {
        if (occurredAt.isEmpty()) {
            return Optional.empty();
        }
        JsonNode value = event.at(occurredAt.get());
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(value.asString(""));
    }

    /** Whether the event says which organisation it belongs to. */
    boolean namesOrganisation() {
        return organisation.isPresent();
    }

    /** The organisation that the event names; the empty text is none that anybody speaks for. */
    String organisation(JsonNode event) {
        return organisation.map(event::at).map(EventFields::text).orElse("");
    }

    /** The session that the event names, where its contract binds it and it names one. */
    Optional<String> session(JsonNode event) {
        return session.map(event::at).map(EventFields::text).filter(text -> !text.isEmpty());
    }

    /** The ordering and partition key; empty when the stream has none. */
    String key(JsonNode event) {
        if (key.size() == 1) {
            return text(event.at(key.getFirst()));
        }
        return FieldText.key(texts(event, key));
    }

    /** The values of the layout's fields; an absent one is the empty text. */
    List<String> layout(JsonNode event) {
        return texts(event, layout);
    }

    private static List<String> texts(JsonNode event, List<JsonPointer> pointers) {
        if (pointers.isEmpty()) {
            return List.of();
        }
        var texts = new ArrayList<String>(pointers.size());
        for (JsonPointer pointer : pointers) {
            texts.add(text(event.at(pointer)));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? FieldText.bounded(value.asString()) : "";
    }
}
