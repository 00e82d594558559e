package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The catalog as one sink may see it: its streams, with the hints of its type. Listeners are called
 * one after the other on a thread of the sink's own, so that one that hangs holds up nobody else.
 * Safe for use by several threads.
 */
final class CatalogStreams implements Streams, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final String sink;
    private final String type;
    private final StreamCatalog catalog;
    private final ClassLoader plugin;
    private final Map<StreamName, Seen> seen = new ConcurrentHashMap<>();
    private final List<Consumer<StreamContract>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService notices;

    /** What the listeners know; of the thread that calls them. */
    private Map<StreamName, Contract> told;

    private record Seen(Contract contract, StreamContract shown) {}

    CatalogStreams(String sink, String type, StreamCatalog catalog, ClassLoader plugin) {
        this.sink = sink;
        this.type = type;
        this.catalog = catalog;
        this.plugin = plugin;
        this.told = own();
        this.notices =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform()
                                .daemon()
                                .name("headrace-sink-" + sink + "-streams")
                                .factory());
    }

    /** The catalog has changed: calls the listeners, on their thread. */
    void changed() {
        notices.execute(this::tell);
    }

    private void tell() {
        Map<StreamName, Contract> now = own();
        Map<StreamName, Contract> before = told;
        told = now;
        now.forEach((name, contract) -> {
            if (!contract.equals(before.get(name))) {
                StreamContract shown = shown(contract);
                listeners.forEach(listener -> tell(listener, shown));
            }
        });
    }

    private void tell(Consumer<StreamContract> listener, StreamContract contract) {
        try {
            PluginContext.call(
                    plugin,
                    () -> {
                        listener.accept(contract);
                        return contract;
                    });
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Sink " + sink + " has a bug: it cannot take a changed contract",
                    e);
        }
    }

    private Map<StreamName, Contract> own() {
        var own = new TreeMap<StreamName, Contract>();
        catalog.all().stream()
                .filter(contract -> contract.isRoutedTo(sink))
                .forEach(contract -> own.put(contract.name(), contract));
        return own;
    }

    /** No listener is called any more; one that is running is interrupted. */
    @Override
    public void close() {
        notices.shutdownNow();
    }

    @Override
    public Collection<StreamContract> all() {
        return catalog.all().stream()
                .filter(contract -> contract.isRoutedTo(sink))
                .map(this::shown)
                .toList();
    }

    @Override
    public Optional<StreamContract> find(String name) {
        if (!StreamName.isValid(name)) {
            return Optional.empty();
        }
        return catalog.find(new StreamName(name))
                .filter(contract -> contract.isRoutedTo(sink))
                .map(this::shown);
    }

    @Override
    public void onChange(Consumer<StreamContract> listener) {
        listeners.add(listener);
    }

    private StreamContract shown(Contract contract) {
        Seen last = seen.get(contract.name());
        if (last == null || !last.contract().equals(contract)) {
            last = new Seen(contract, ContractView.of(contract, type));
            seen.put(contract.name(), last);
        }
        return last.shown();
    }
}
