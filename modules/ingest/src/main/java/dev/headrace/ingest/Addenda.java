package dev.headrace.ingest;

import dev.headrace.event.Addition;
import dev.headrace.event.Contract;
import dev.headrace.privacy.ClientAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Adds to a stream's events what its contract says, as their last members. The rest of an event
 * stays as the client wrote it.
 */
final class Addenda {

    private static final byte[] NOTHING = {};

    private final SequencedMap<String, Addition> adds;

    Addenda(Contract contract) {
        this.adds = contract.adds();
    }

    /**
     * What is added to each event of a request: members and the closing brace, or nothing.
     *
     * @param client who sent the request; asked for only where that is added
     * @param signer the deployment that has signed the request
     */
    byte[] of(Supplier<Optional<ClientAddress>> client, Optional<String> signer) {
        if (adds.isEmpty()) {
            return NOTHING;
        }
        byte[] object =
                JsonAnswers.write(json -> {
                    json.writeStartObject();
                    adds.forEach((name, one) ->
                            text(one, client, signer)
                                    .ifPresent(text -> json.writeStringProperty(name, text)));
                    json.writeEndObject();
                });
        return Arrays.copyOfRange(object, 1, object.length);
    }

    private static Optional<String> text(
            Addition addition, Supplier<Optional<ClientAddress>> client, Optional<String> signer) {
        return switch (addition) {
            case Addition.Fixed(String text) -> Optional.of(text);
            case Addition.Known known -> known(known, client, signer);
        };
    }

    private static Optional<String> known(
            Addition.Known known,
            Supplier<Optional<ClientAddress>> client,
            Optional<String> signer) {
        return switch (known) {
            case CLIENT_NETWORK -> client.get().map(ClientNetwork::of);
            case TRUST -> Optional.of(signer.isPresent() ? "signed" : "unsigned");
        };
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
