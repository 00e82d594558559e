package dev.headrace.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the machine must offer, and how a program of PostgreSQL is started on it. */
final class PostgresPlatform {

    private static final String INSTEAD =
            "; set headrace.store to the URL of a PostgreSQL of your own, or to none";
    private static final Path GLIBC_LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

    private final List<String> unprivileged;
    private final String ownSession;

    private PostgresPlatform(List<String> unprivileged, String ownSession) {
        this.unprivileged = unprivileged;
        this.ownSession = ownSession;
    }

    /**
     * Looks at this machine.
     *
     * @throws EmbeddedPostgresException when the server cannot run here
     */
    static PostgresPlatform detect() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64") || !Files.exists(GLIBC_LOADER)) {
            throw new EmbeddedPostgresException(
                    "The embedded PostgreSQL runs on Linux amd64 with glibc only, this is "
                            + system
                            + INSTEAD);
        }
        String setsid = program("setsid", "its signals must not come from the terminal");
        return new PostgresPlatform(
                isRoot()
                        ? List.of(program("unshare", "PostgreSQL refuses to run as root"), "-U")
                        : List.of(),
                setsid);
    }

    /** A program that ends by itself. */
    List<String> command(Path program, List<String> arguments) {
        var command = new ArrayList<String>(unprivileged);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** A server in a session of its own, so that Ctrl-C reaches Headrace alone. */
    List<String> server(Path program, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(ownSession);
        command.addAll(command(program, arguments));
        return command;
    }

    /** What the known complaints of PostgreSQL's programs ask of an operator; else nothing. */
    static String advice(String output) {
        if (output.contains("could not look up effective user ID")) {
            return " The user that Headrace runs as has no line in /etc/passwd: add one, or run it"
                    + " as a user that has"
                    + INSTEAD
                    + ".";
        }
        if (output.contains("unshare:")) {
            return " Headrace runs as root and this container does not allow a user namespace"
                    + " (unshare -U): run it as an ordinary user"
                    + INSTEAD
                    + ".";
        }
        if (output.contains("No space left on device")) {
            return " The disk is full: make room.";
        }
        return "";
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
                    && uid == 0;
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "Cannot read /proc/self to learn the user; mount /proc" + INSTEAD, e);
        }
    }

    private static String program(String name, String why) {
        for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program.toAbsolutePath().toString();
            }
        }
        throw new EmbeddedPostgresException(
                "The embedded PostgreSQL needs the program "
                        + name
                        + " ("
                        + why
                        + "), which is not in PATH: install util-linux"
                        + INSTEAD);
    }
}
