package dev.headrace.plugin.influxdb;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.util.ArrayList;
import java.util.List;

/** Looks whether points can be written, with a write that holds none. */
final class TargetCheck {

    private TargetCheck() {}

    /** Of a sink that was opened, whether the server answered then or not. */
    static CheckReport of(InfluxdbSettings settings, Server server, Mappings mappings)
            throws InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.add(place(settings, server));
        if (isExposed(settings)) {
            findings.add(
                    new Finding(
                            Level.WARNING,
                            "url " + settings.server(),
                            "credentials and events are sent without TLS; https would hide them"));
        }
        List<String> problems = mappings.problems();
        problems.forEach(
                problem -> findings.add(new Finding(Level.FAILED, "hints of a contract", problem)));
        return new CheckReport(findings);
    }

    private static Finding place(InfluxdbSettings settings, Server server)
            throws InterruptedException {
        String subject = settings.api().place() + " at " + settings.server();
        try {
            server.write(new byte[0]);
            return new Finding(Level.OK, subject, "is there and takes writes");
        } catch (SinkException.Throttled e) {
            return new Finding(Level.WARNING, subject, String.valueOf(e.getMessage()));
        } catch (SinkException e) {
            return new Finding(Level.FAILED, subject, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isExposed(InfluxdbSettings settings) {
        String host = settings.server().getHost();
        boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return "http".equals(settings.server().getScheme())
                && !local
                && settings.api().authorisation().isPresent();
    }
}
