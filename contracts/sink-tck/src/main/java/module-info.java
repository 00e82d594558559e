/**
 * The conformance kit of the sink SPI. On the module path a sink's tests require it; on the class
 * path, which is the usual way, nothing is to be done. Open, because JUnit looks into its classes.
 */
open module dev.headrace.sink.tck {
    requires static org.jspecify;
    requires transitive dev.headrace.sink;
    requires transitive org.junit.jupiter.api;
    requires java.logging;
    requires jdk.httpserver;
    requires tools.jackson.databind;

    exports dev.headrace.sink.tck;
}
