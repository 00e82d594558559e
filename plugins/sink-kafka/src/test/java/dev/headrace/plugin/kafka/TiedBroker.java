package dev.headrace.plugin.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs a main class of the broker's in a process that ends with its standard input: when the tests'
 * JVM is killed, the broker goes with it.
 *
 * <p>Arguments: the main class, and its own arguments.
 */
final class TiedBroker {

    private TiedBroker() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("tie").start(TiedBroker::endWithTheInput);
        Class.forName(arguments[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWithTheInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It is gone, as at its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
