package dev.headrace.app;

/** Where the JVM begins. */
public final class Main {

    private Main() {}

    /** Runs one command of {@code headrace} and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(HeadraceCommand.line(System.getenv()).execute(arguments));
    }
}
