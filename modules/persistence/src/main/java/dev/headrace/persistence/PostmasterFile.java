package dev.headrace.persistence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} of a cluster: who serves it, and on which port. Its lines are the
 * process id, the data folder, the start time, the port, two that do not matter here, the shared
 * memory, and the state.
 */
final class PostmasterFile {

    /** Above every process id that Linux gives (2^22), so nobody's. */
    private static final String NOBODY = "2147483647";

    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private final Path data;

    PostmasterFile(Path data) {
        this.data = data;
    }

    /**
     * A server of this cluster.
     *
     * @param process its first process
     * @param program the file that it runs
     * @param port the port that it listens on
     */
    record Running(ProcessHandle process, Path program, int port) {}

    /** The server that runs, if one does: known by its command line, not by its id alone. */
    Optional<Running> running() throws IOException {
        List<String> lines = lines();
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .flatMap(process -> servingThisCluster(process, port));
        } catch (NumberFormatException e) {
            throw new EmbeddedPostgresException(
                    path() + " is damaged. If no postgres process uses this folder, delete it.", e);
        }
    }

    /** Whether the server with this process id takes connections. */
    boolean ready(long pid) throws IOException {
        List<String> lines = lines();
        return lines.size() > STATE_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    /**
     * Makes a file that a dead server left behind harmless. PostgreSQL refuses to start when the id
     * in it is alive, and after a reboot that can be any process. The file stays, with an id that
     * no process can have, because PostgreSQL also reads from it which shared memory must be free
     * before it dares to recover.
     */
    void disown() throws IOException {
        List<String> lines = new ArrayList<>(lines());
        if (!lines.isEmpty()) {
            lines.set(0, NOBODY);
            Files.write(path(), lines, StandardCharsets.UTF_8);
        }
    }

    private Optional<Running> servingThisCluster(ProcessHandle process, int port) {
        try {
            String line = Files.readString(Path.of("/proc", process.pid() + "", "cmdline"));
            List<String> arguments = List.of(line.split("\0", -1));
            Path program = Path.of(arguments.getFirst());
            int folder = arguments.indexOf("-D") + 1;
            boolean serves =
                    program.endsWith("postgres")
                            && folder > 0
                            && arguments.get(folder).equals(data.toString());
            return serves ? Optional.of(new Running(process, program, port)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has ended meanwhile
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(path());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path path() {
        return data.resolve("postmaster.pid");
    }
}
