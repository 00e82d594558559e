package dev.headrace.auth;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The accepted keys of one reading of the settings file.
 *
 * @param accepted the active key first, then those that are accepted as well
 */
record PandaKeys(List<PandaKey> accepted) implements KeySet {

    PandaKeys {
        accepted = List.copyOf(accepted);
    }

    Optional<PandaKey> signing(PandaCookie cookie) {
        return accepted.stream().filter(key -> key.signed(cookie)).findFirst();
    }

    @Override
    public String summary() {
        String others =
                accepted.stream().skip(1).map(PandaKey::id).collect(Collectors.joining(", "));
        return "active key "
                + accepted.getFirst().id()
                + (others.isEmpty() ? "" : ", also accepted " + others);
    }
}
