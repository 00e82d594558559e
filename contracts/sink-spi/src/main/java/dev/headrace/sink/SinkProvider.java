package dev.headrace.sink;

/**
 * A kind of sink, found by {@link java.util.ServiceLoader} in a plugin folder.
 *
 * <p>Called on the start thread. A provider does no I/O, starts no threads and keeps no static
 * state.
 */
public interface SinkProvider {

    /** The level of this SPI. A provider returns the constant that it was compiled with. */
    int SPI_LEVEL = 1;

    /** The word that configuration uses for this kind of sink, for example {@code postgresql}. */
    String type();

    /**
     * The SPI level that the plugin was written for; another level than Headrace's stops the start.
     */
    int spiLevel();

    /** The settings that this kind of sink understands, declared once. */
    ConfigSpec config();

    /**
     * Makes one sink and opens nothing.
     *
     * @throws ConfigException when settings contradict each other
     */
    Sink create(SinkConfig config);

    /**
     * The least that a sink with these settings must be allowed to do at its target: what it needs
     * to open, write and check, and nothing else. Shown by {@code headrace sinks policy} and on the
     * sink's page, there with the examples of {@link #config()}.
     */
    default Permissions permissions(SinkConfig config) {
        return new Permissions.None();
    }
}
