package dev.headrace.app;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.validation.LoadedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Contracts as a command reads them, without a data folder and what it remembers of them. */
final class ContractFolders {

    private ContractFolders() {}

    static LoadedStreams read(List<Path> folders) {
        try {
            Path memory = Files.createTempDirectory("headrace-contracts");
            Path digests = memory.resolve("digests");
            try {
                return LoadedStreams.load(folders, digests);
            } finally {
                Files.deleteIfExists(digests);
                Files.delete(memory);
            }
        } catch (IOException e) {
            throw new EventLogFailedException("the temporary folder cannot be used", e);
        }
    }
}
