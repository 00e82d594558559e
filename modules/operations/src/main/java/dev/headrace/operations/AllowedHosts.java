package dev.headrace.operations;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which the admin resources may be called: against pages that let their own name
 * point to this machine (DNS rebinding), and against pages of other origins. The loopback names,
 * the listener's own name and the address that the request came to are always allowed; no page can
 * make a name of those. Immutable.
 */
public final class AllowedHosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final Set<HostAndPort> listed;

    /**
     * Reads the list.
     *
     * @param listener the host that the internal listener is configured with
     * @param entries further names, each with a port where a browser shows one: {@code
     *     ops.example.org}, {@code ops.example.org:8443}
     * @throws IllegalArgumentException naming the entry that is no host
     */
    public AllowedHosts(String listener, List<String> entries) {
        this.listed =
                entries.stream().map(AllowedHosts::entry).collect(Collectors.toUnmodifiableSet());
        this.hosts =
                Stream.concat(
                                Stream.concat(LOOPBACK.stream(), own(listener)),
                                listed.stream().map(HostAndPort::host))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static HostAndPort entry(String entry) {
        return HostAndPort.parse(entry)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                '"'
                                        + entry
                                        + "\" is not a host such as ops.example.org or ops.example.org:8443"));
    }

    private static Stream<String> own(String listener) {
        String host = listener.contains(":") ? "[" + listener + "]" : listener;
        return HostAndPort.parse(host)
                .map(HostAndPort::host)
                .filter(name -> !name.equals("0.0.0.0") && !name.equals("[::]"))
                .stream();
    }

    /**
     * Whether a {@code Host} header is allowed.
     *
     * @param local the address of this machine that the request came to
     */
    boolean allowsHost(String header, InetAddress local) {
        return HostAndPort.parse(header)
                .map(HostAndPort::host)
                .filter(host ->
                        hosts.contains(host) || address(host).filter(local::equals).isPresent())
                .isPresent();
    }

    /**
     * Whether an {@code Origin} header is allowed: the page came from the same host and port as the
     * request goes to, or from one of the list.
     *
     * @param host the request's {@code Host} header, which is allowed
     */
    boolean allowsOrigin(String origin, String host) {
        Optional<HostAndPort> from = HostAndPort.ofOrigin(origin);
        return from.isPresent()
                && (from.equals(HostAndPort.parse(host)) || listed.contains(from.get()));
    }

    /** The address of an address's text; never asks a name server. */
    private static Optional<InetAddress> address(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return Optional.of(
                    InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
