package dev.headrace.app;

import dev.headrace.auth.AuthSettingsException;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.persistence.EmbeddedPostgresException;
import dev.headrace.privacy.GeoFileException;
import dev.headrace.privacy.PrivacyKeyException;
import dev.headrace.publishing.PluginException;
import dev.headrace.sql.SqlException;
import dev.headrace.validation.BrokenContractsException;
import java.lang.System.Logger.Level;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what ended a command into an exit code. What a person can mend is told by its message
 * alone; anything else is a mistake of ours and goes to the log with its trace.
 */
final class Failures implements IExecutionExceptionHandler {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        return switch (failure) {
            case SettingsException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case BrokenContractsException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case AuthSettingsException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case PrivacyKeyException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case GeoFileException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case PluginException e -> tell(line, e, CommandLine.ExitCode.USAGE);
            case AdminCallException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            case SqlException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            case StartException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            case ListenException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            case EventLogFailedException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            case EmbeddedPostgresException e -> tell(line, e, CommandLine.ExitCode.SOFTWARE);
            default -> {
                LOG.log(Level.ERROR, "The command failed", failure);
                yield CommandLine.ExitCode.SOFTWARE;
            }
        };
    }

    private static int tell(CommandLine line, Exception failure, int exitCode) {
        line.getErr().println("headrace: " + failure.getMessage());
        line.getErr().flush();
        return exitCode;
    }
}
