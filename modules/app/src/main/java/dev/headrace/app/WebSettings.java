package dev.headrace.app;

import static dev.headrace.app.Setting.optional;

import java.util.List;
import java.util.Set;

/** The settings of the doors that browsers of web sites post to; without them nobody may. */
final class WebSettings {

    static final Setting<Set<String>> DOMAINS =
            optional(
                    "headrace.web.domains",
                    SettingText::webDomains,
                    "List of the web sites whose events are taken, as www.example.org; those of others go to the stream of unauthorised ones.");
    static final Setting<Set<String>> SKIP_DOMAINS =
            optional(
                    "headrace.web.skip-domains",
                    SettingText::webDomains,
                    "List of the sites of which nothing is kept at all.");
    static final Setting<Set<String>> EVENTS =
            optional(
                    "headrace.web.events",
                    SettingText::webEvents,
                    "List of the events, in lower case, that pages may record; others are not kept. Page views need no permission.");
    static final Setting<Set<String>> NOTE_EVENTS =
            optional(
                    "headrace.web.note-events",
                    SettingText::webEvents,
                    "List of those of the events whose note is kept.");
    static final Setting<Set<String>> SESSION_DOMAINS =
            optional(
                    "headrace.web.session-domains",
                    SettingText::webDomains,
                    "List of those of the domains whose session ids are kept.");
    static final Setting<List<String>> PAGES =
            optional(
                    "headrace.web.pages",
                    SettingText::webPages,
                    "List of pages that count as one: www.example.org/u/:id is every page of two segments below /u.");

    private WebSettings() {}
}
