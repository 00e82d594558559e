package dev.headrace.operations;

import dev.headrace.event.Purpose;
import dev.headrace.privacy.Choice;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PersonMark;
import dev.headrace.privacy.Standing.Agreement;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The body of a request about a person or an address: {@code {"organisation":"7","actor":"42"}} or
 * {@code {"address":"192.0.2.7"}}, and what is said of it.
 */
record PrivacyBody(JsonBody fields) {

    private static final String ORGANISATION = "organisation";
    private static final String ACTOR = "actor";
    private static final String ADDRESS = "address";

    /** In stores it stands for none. */
    private static final String NO_ORGANISATION = "-";

    /**
     * Who is meant.
     *
     * @param organisation whose person; empty for an address, which is nobody's
     */
    record Meant(Optional<String> organisation, Choice.Kind kind, PersonMark mark) {}

    /**
     * Reads the body.
     *
     * @param more the fields beside those that say who is meant
     * @throws AdminRefusedException naming what is wrong
     */
    static PrivacyBody read(InputStream in, String... more) {
        Set<String> known =
                Stream.concat(Stream.of(ORGANISATION, ACTOR, ADDRESS), Arrays.stream(more))
                        .collect(Collectors.toUnmodifiableSet());
        return new PrivacyBody(JsonBody.read(in, known));
    }

    /** The person or the address. */
    Meant meant(MarkKey key) {
        Optional<String> actor = fields.text(ACTOR);
        Optional<String> address = fields.text(ADDRESS);
        if (actor.isPresent() == address.isPresent()) {
            throw AdminRequest.bad("say one of actor and address");
        }
        return actor.isPresent() ? person(key) : address(key, address.orElseThrow());
    }

    /** The person, where an address cannot be meant. */
    Meant person(MarkKey key) {
        if (fields.text(ADDRESS).isPresent()) {
            throw AdminRequest.bad("address cannot be meant here; say actor");
        }
        String actor = fields.neededText(ACTOR);
        Optional<String> organisation = fields.text(ORGANISATION);
        if (organisation.filter(NO_ORGANISATION::equals).isPresent()) {
            throw AdminRequest.bad("organisation is the name of none");
        }
        return new Meant(organisation, Choice.Kind.ACTOR, key.ofActor(organisation, actor));
    }

    /** The person as credentials name it. */
    String actor() {
        return fields.neededText(ACTOR);
    }

    /** Whether only to say what would be done. */
    boolean isDryRun() {
        return fields.isSet("dryRun");
    }

    private Meant address(MarkKey key, String text) {
        if (fields.text(ORGANISATION).isPresent()) {
            throw AdminRequest.bad("an address belongs to no organisation; leave it out");
        }
        ClientAddress address =
                ClientAddress.parse(text)
                        .orElseThrow(() ->
                                AdminRequest.bad(
                                        "address must be one such as 192.0.2.7 or 2001:db8::7"));
        return new Meant(Optional.empty(), Choice.Kind.ADDRESS, key.ofAddress(address));
    }

    /** Why somebody is excluded; an operator needs no reason. */
    Choice.Source source() {
        return fields.text("source")
                .map(text -> one(Choice.Source.class, "source", text))
                .orElse(Choice.Source.ADMIN);
    }

    Purpose purpose() {
        return one(Purpose.class, "purpose", fields.neededText("purpose"));
    }

    /** Whether a consent is given; it must be said. */
    Agreement agreement() {
        return fields.neededTruth("given") ? Agreement.GIVEN : Agreement.WITHDRAWN;
    }

    /** The version of the policy that the person has seen. */
    String policy() {
        return fields.neededText("policy");
    }

    private static <E extends Enum<E>> E one(Class<E> type, String name, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        AdminRequest.bad(
                                name
                                        + " must be one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))));
    }
}
