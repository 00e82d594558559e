/**
 * The contract between Headrace and its sink plugins. Needs the JDK's base alone. Headrace and its
 * plugins use it on the class path, where a plugin's class loader shows this package and nothing else
 * of Headrace; on the module path it is a module like others.
 */
module dev.headrace.sink {
    requires static org.jspecify;

    exports dev.headrace.sink;
}
