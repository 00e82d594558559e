package dev.headrace.app;

import static dev.headrace.app.SettingRows.row;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of the settings that are for browsers of web sites. */
final class WebSettingRows {

    private WebSettingRows() {}

    static Stream<SettingRow> rows() {
        return Stream.of(
                row(
                        WebSettings.DOMAINS,
                        settings -> settings.web().domains(),
                        Set.of(),
                        "www.example.org, localhost",
                        Set.of("www.example.org", "localhost")),
                row(
                        WebSettings.SKIP_DOMAINS,
                        settings -> settings.web().skipped(),
                        Set.of(),
                        "spam.example",
                        Set.of("spam.example")),
                row(
                        WebSettings.EVENTS,
                        settings -> settings.web().events(),
                        Set.of(),
                        "socialclick, search",
                        Set.of("socialclick", "search")),
                new SettingRow(
                        WebSettings.NOTE_EVENTS,
                        Map.of("headrace.web.events", "socialclick, search"),
                        settings -> settings.web().noteEvents(),
                        Set.of(),
                        "socialclick",
                        Set.of("socialclick")),
                new SettingRow(
                        WebSettings.SESSION_DOMAINS,
                        Map.of("headrace.web.domains", "www.example.org"),
                        settings -> settings.web().sessionDomains(),
                        Set.of(),
                        "www.example.org",
                        Set.of("www.example.org")),
                row(
                        WebSettings.PAGES,
                        settings -> settings.web().pagePatterns(),
                        List.of(),
                        "www.example.org/u/:id",
                        List.of("www.example.org/u/:id")));
    }
}
