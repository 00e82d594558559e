/** What a program that sends events to Headrace compiles against. Needs the JDK's base alone. */
module dev.headrace.client {
    requires static org.jspecify;

    exports dev.headrace.client;
}
