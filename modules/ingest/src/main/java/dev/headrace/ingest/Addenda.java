package dev.headrace.ingest;

import dev.headrace.event.Addition;
import dev.headrace.event.Contract;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.Families;
import dev.headrace.privacy.Place;
import dev.headrace.privacy.Refinery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Adds to a stream's events what its contract says, as their last members. The rest of an event
 * stays as the client wrote it. What is not known is left out.
 */
final class Addenda {

    private static final byte[] NO_MEMBERS = {};

    /** Nothing is added to any event. */
    static final OfRequest NOTHING = (event, organisation) -> NO_MEMBERS;

    private final SequencedMap<String, Addition> adds;
    private final List<OfField> derived;
    private final Enrichment enrichment;
    private final Refinery refinery;

    /** What is added of one field of the event. */
    private record OfField(String member, Addition.Derived what, JsonPointer field) {}

    Addenda(Contract contract, Enrichment enrichment, Refinery refinery) {
        this.adds = contract.adds();
        this.derived =
                adds.entrySet().stream()
                        .filter(one -> one.getValue() instanceof Addition.OfField)
                        .map(one -> ofField(one.getKey(), (Addition.OfField) one.getValue()))
                        .toList();
        this.enrichment = enrichment;
        this.refinery = refinery;
    }

    private static OfField ofField(String member, Addition.OfField addition) {
        return new OfField(member, addition.what(), JsonPointer.compile(addition.field()));
    }

    /** What is added to the events of a request. */
    OfRequest of(EventSorter.Arrival arrival) {
        if (adds.isEmpty()) {
            return NOTHING;
        }
        Map<String, String> same = new LinkedHashMap<>();
        var client = new Client(arrival);
        adds.forEach((name, one) -> text(one, client).ifPresent(text -> same.put(name, text)));
        if (derived.isEmpty()) {
            byte[] members = members(same);
            return (event, organisation) -> members;
        }
        return (event, organisation) -> {
            Map<String, String> own = new LinkedHashMap<>(same);
            derive(event, organisation, own::put);
            return members(own);
        };
    }

    /** What is added to one event: members and the closing brace, or nothing. */
    interface OfRequest {

        /**
         * The members.
         *
         * @param event as it came
         * @param organisation whose it is
         */
        byte[] of(JsonNode event, Optional<String> organisation);
    }

    private static byte[] members(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return NO_MEMBERS;
        }
        byte[] object =
                JsonAnswers.write(json -> {
                    json.writeStartObject();
                    texts.forEach(json::writeStringProperty);
                    json.writeEndObject();
                });
        return Arrays.copyOfRange(object, 1, object.length);
    }

    private static Optional<String> text(Addition addition, Client client) {
        return switch (addition) {
            case Addition.Fixed(String text) -> Optional.of(text);
            case Addition.Known known -> known(known, client);
            case Addition.OfField ofEvent -> Optional.empty();
        };
    }

    private static Optional<String> known(Addition.Known known, Client client) {
        return switch (known) {
            case CLIENT_NETWORK -> client.address().map(ClientNetwork::of);
            case CLIENT_COUNTRY -> client.place().country();
            case CLIENT_REGION -> client.place().region();
            case CLIENT_TIMEZONE -> client.place().timezone();
            case CLIENT_BROWSER -> client.families().map(Families::browser);
            case CLIENT_SYSTEM -> client.families().map(Families::system);
            case CLIENT_DEVICE -> client.families().map(Families::device);
            case TRUST -> Optional.of(client.isSigner() ? "signed" : "unsigned");
        };
    }

    private void derive(
            JsonNode event, Optional<String> organisation, BiConsumer<String, String> into) {
        Optional<PlaceOfField> last = Optional.empty();
        for (OfField one : derived) {
            JsonNode value = event.at(one.field());
            if (!value.isString() || value.asString().isEmpty()) {
                continue;
            }
            String text = value.asString();
            if (one.what() == Addition.Derived.HASH) {
                into.accept(one.member(), refinery.pseudonym(organisation, canonical(text)));
                continue;
            }
            if (last.filter(known -> known.field().equals(one.field())).isEmpty()) {
                last = Optional.of(new PlaceOfField(one.field(), place(text)));
            }
            of(last.get().place(), one.what()).ifPresent(found -> into.accept(one.member(), found));
        }
    }

    /** Several members are of one field, and it is looked up once. */
    private record PlaceOfField(JsonPointer field, Place place) {}

    private Place place(String text) {
        return ClientAddress.parse(text).map(enrichment.places()::of).orElse(Place.UNKNOWN);
    }

    /** One machine has one hash, however its address is written. */
    private static String canonical(String text) {
        return ClientAddress.parse(text).map(ClientAddress::text).orElse(text);
    }

    private static Optional<String> of(Place place, Addition.Derived what) {
        return switch (what) {
            case COUNTRY -> place.country();
            case REGION -> place.region();
            case TIMEZONE -> place.timezone();
            case CITY -> place.city();
            case POSITION -> place.position();
            case HASH -> Optional.empty();
        };
    }

    /** Who sent a request; each thing is asked for once, and only if it is added. */
    private final class Client {

        private final EventSorter.Arrival arrival;
        private Optional<Place> place = Optional.empty();
        private Optional<Optional<Families>> families = Optional.empty();

        Client(EventSorter.Arrival arrival) {
            this.arrival = arrival;
        }

        Optional<ClientAddress> address() {
            return arrival.client().get();
        }

        Place place() {
            if (place.isEmpty()) {
                place = Optional.of(address().map(enrichment.places()::of).orElse(Place.UNKNOWN));
            }
            return place.get();
        }

        Optional<Families> families() {
            if (families.isEmpty()) {
                families = Optional.of(enrichment.families(arrival.sender()));
            }
            return families.get();
        }

        boolean isSigner() {
            return arrival.signer().isPresent();
        }
    }

    /** An event with what is added, in place of its closing brace. */
    static byte[] join(byte[] body, int offset, int length, byte[] addenda) {
        byte[] joined = new byte[length + addenda.length];
        System.arraycopy(body, offset, joined, 0, length - 1);
        joined[length - 1] = (byte) (isEmpty(joined, length - 1) ? ' ' : ',');
        System.arraycopy(addenda, 0, joined, length, addenda.length);
        return joined;
    }

    /** Whether nothing but white space stands between an object's opening brace and here. */
    private static boolean isEmpty(byte[] object, int end) {
        int at = end - 1;
        while (object[at] <= ' ' && object[at] >= 0) {
            at--;
        }
        return object[at] == '{';
    }
}
