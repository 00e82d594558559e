package dev.headrace.app;

import dev.headrace.ingest.WebSites;
import java.util.List;
import java.util.Set;

/** Reads which web sites may send what. */
final class WebReader {

    private final SettingValues values;
    private final Problems problems;

    WebReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The sites; a name that means nothing without another list is a problem. */
    WebSites read() {
        Set<String> domains = names(WebSettings.DOMAINS);
        Set<String> events = names(WebSettings.EVENTS);
        Set<String> noteEvents = names(WebSettings.NOTE_EVENTS);
        Set<String> sessionDomains = names(WebSettings.SESSION_DOMAINS);
        refuseStray(WebSettings.NOTE_EVENTS, noteEvents, WebSettings.EVENTS, events);
        refuseStray(WebSettings.SESSION_DOMAINS, sessionDomains, WebSettings.DOMAINS, domains);
        return new WebSites(
                domains,
                names(WebSettings.SKIP_DOMAINS),
                events,
                noteEvents,
                sessionDomains,
                values.find(WebSettings.PAGES).orElse(List.of()));
    }

    private Set<String> names(Setting<Set<String>> setting) {
        return values.find(setting).orElse(Set.of());
    }

    private void refuseStray(
            Setting<?> setting, Set<String> names, Setting<?> whole, Set<String> known) {
        if (!known.containsAll(names)) {
            problems.add(
                    setting.key(),
                    "names something that " + whole.key() + " does not",
                    values.place(setting.key()));
        }
    }
}
