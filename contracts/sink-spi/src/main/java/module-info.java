/** The contract between Headrace and its sink plugins. */
module dev.headrace.sink {
    requires static org.jspecify;

    exports dev.headrace.sink;
}
