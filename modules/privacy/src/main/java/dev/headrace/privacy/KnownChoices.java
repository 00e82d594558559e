package dev.headrace.privacy;

import dev.headrace.event.Principal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The choices that are known at one moment, as doors ask for them: a hash and a look into a map, or
 * not even that where nobody has chosen. Immutable.
 */
public final class KnownChoices {

    private final MarkKey key;
    private final Choices choices;
    private final boolean people;
    private final boolean addresses;

    KnownChoices(MarkKey key, Choices choices) {
        this.key = key;
        this.choices = choices;
        int excludedAddresses = choices.addresses();
        this.addresses = excludedAddresses > 0;
        this.people = choices.people().size() > excludedAddresses;
    }

    Choices choices() {
        return choices;
    }

    /** What is known of the person behind a caller. */
    public Standing of(Principal principal) {
        return people
                ? key.ofPerson(principal).map(choices::of).orElse(Standing.NOTHING)
                : Standing.NOTHING;
    }

    /** What is known of a mark. */
    public Standing of(PersonMark mark) {
        return choices.of(mark);
    }

    /**
     * Whether an address is excluded.
     *
     * @param address asked for only where some address is
     */
    public boolean excludes(Supplier<Optional<ClientAddress>> address) {
        return addresses
                && address.get()
                        .map(one -> choices.of(key.ofAddress(one)).isExcluded())
                        .orElse(false);
    }
}
