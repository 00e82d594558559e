package dev.headrace.operations;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The streams {@code open} and {@code secret}, of which operators may read the first only. */
final class TestStreams implements StreamCatalog {

    static final StreamName OPEN = new StreamName("open");
    static final StreamName SECRET = new StreamName("secret");

    @Override
    public Optional<Contract> find(StreamName name) {
        return all().stream().filter(contract -> contract.name().equals(name)).findFirst();
    }

    @Override
    public Collection<Contract> all() {
        return List.of(
                contract(OPEN, Contract.Listener.PUBLIC, true),
                contract(SECRET, Contract.Listener.INTERNAL, false));
    }

    private static Contract contract(
            StreamName name, Contract.Listener listener, boolean readable) {
        return new Contract(
                name,
                "Title of " + name,
                listener,
                readable,
                new TreeMap<>(Map.of(1, new Contract.SchemaVersion(1, "ab12", "{}"))),
                Optional.empty(),
                Contract.MissingId.NEW,
                Optional.empty(),
                Set.of(AuthMethod.HMAC),
                Contract.Bound.NONE,
                List.of(),
                List.of(),
                Contract.Limits.DEFAULT,
                PrivacyRules.DEFAULT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                new LinkedHashMap<>());
    }
}
