package dev.headrace.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options that all contestants' JVMs run with.
 *
 * @param options in the order of the command line
 */
record JvmOptions(List<String> options) {

    /** Those of {@code bin/headrace}, for when there is no Headrace to ask. */
    static final JvmOptions DEFAULT =
            new JvmOptions(
                    List.of(
                            "-XX:+UseSerialGC",
                            "-Xms512m",
                            "-Xmx512m",
                            "--enable-native-access=ALL-UNNAMED"));

    /** The options that change how fast code runs, out of the arguments of a JVM that runs. */
    static JvmOptions of(List<String> arguments) {
        return new JvmOptions(arguments.stream().filter(JvmOptions::counts).toList());
    }

    private static boolean counts(String argument) {
        return (argument.startsWith("-X") || argument.startsWith("--enable-native-access"))
                && !argument.contains("AOT")
                && !argument.contains("FlightRecord");
    }

    /** The command that starts a class of this module in a JVM with these options. */
    List<String> command(String classPath, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
