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
}
