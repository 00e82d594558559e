package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps of a web page's event only what tells how the site is used: nothing of who used it. In this
 * order: a site that is skipped, a foreign site, an event that is not permitted; what is left loses
 * whatever could tell people apart. What a visitor's browser refuses never comes here, and how many
 * different values are left is bounded behind it: the contract says so.
 */
final class WebRule implements StreamRule {

    private static final int MINUTES = 60;

    /** In place of a segment that may be somebody's. */
    private static final String ADDRESS = "(e-mail)";

    /** Members that are kept as they are: numbers within the bounds of the schema. */
    private static final List<String> NUMBERS = List.of("load_ms", "viewed");

    private final String kind;
    private final WebSites sites;
    private final List<PagePattern> patterns;
    private final StreamCatalog catalog;

    /**
     * The rule of one of the web streams.
     *
     * @param kind what comes to it, in one word
     * @param catalog where the stream of foreign sites is
     */
    WebRule(String kind, WebSites sites, StreamCatalog catalog) {
        this.kind = kind;
        this.sites = sites;
        this.patterns = sites.pagePatterns().stream().map(PagePattern::parse).toList();
        this.catalog = catalog;
    }

    @Override
    public Tells tells() {
        return Tells.HOW_MANY;
    }

    @Override
    public Ruling judge(JsonNode event, Occasion occasion) {
        String domain = WebSites.plain(event.path("domain").asString(""));
        if (sites.skipped().contains(domain)) {
            return new Ruling.Suppressed("skipped");
        }
        Optional<String> origin = occasion.sender().header("Origin");
        if (!sites.domains().contains(domain) || isForeign(origin)) {
            return foreign(event, domain, origin);
        }
        Optional<String> name = name(event);
        if (name.isPresent() && !sites.events().contains(name.get())) {
            return new Ruling.Suppressed("not-permitted");
        }
        return new Ruling.Changed(kept(event, domain, name));
    }

    /** A page of another site may not speak for this one. Only browsers tell where they are. */
    private boolean isForeign(Optional<String> origin) {
        return origin.isPresent() && !sites.allowsOrigin(origin.get());
    }

    private static Optional<String> name(JsonNode event) {
        return text(event, "event").map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** Enough to look into who sends what nobody asked for. */
    private Ruling foreign(JsonNode event, String domain, Optional<String> origin) {
        Optional<Contract> other =
                Dialect.WEB_UNAUTHORISED.stream(catalog.all(), Contract.Listener.INTERNAL);
        if (other.isEmpty()) {
            return new Ruling.Suppressed("skipped");
        }
        ObjectNode remains = JsonNodeFactory.instance.objectNode();
        remains.put("domain", domain);
        remains.put("kind", kind);
        name(event).ifPresent(name -> remains.put("event", name));
        origin.flatMap(WebSites::hostOf).ifPresent(host -> remains.put("origin", host));
        return new Ruling.Elsewhere(other.get(), remains);
    }

    private ObjectNode kept(JsonNode event, String domain, Optional<String> name) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("domain", domain);
        text(event, "page").ifPresent(page -> kept.put("page", plain(domain, page)));
        text(event, "referrer")
                .flatMap(WebSites::hostOf)
                .ifPresent(host -> kept.put("referrer", host));
        text(event, "platform")
                .ifPresent(platform -> kept.put("platform", Platforms.familyOf(platform)));
        number(event, "timezone").ifPresent(minutes -> kept.put("timezone", toHour(minutes)));
        NUMBERS.forEach(
                member -> number(event, member).ifPresent(number -> kept.put(member, number)));
        if (sites.sessionDomains().contains(domain)) {
            text(event, "sess_id").ifPresent(session -> kept.put("sess_id", session));
        }
        name.ifPresent(known -> named(event, known, kept));
        return kept;
    }

    private void named(JsonNode event, String name, ObjectNode kept) {
        kept.put("event", name);
        if (sites.noteEvents().contains(name)) {
            text(event, "note")
                    .filter(note -> !note.isEmpty())
                    .ifPresent(note -> kept.put("note", note));
        }
    }

    /** A query or a fragment may hold anything, also a name; so may a segment that varies. */
    private String plain(String domain, String page) {
        int end = 0;
        while (end < page.length() && page.charAt(end) != '?' && page.charAt(end) != '#') {
            end++;
        }
        String path = page.substring(0, end);
        for (PagePattern pattern : patterns) {
            Optional<String> one =
                    pattern.domain().equals(domain) ? pattern.of(path) : Optional.empty();
            if (one.isPresent()) {
                return one.get();
            }
        }
        return isPersonal(path)
                ? Arrays.stream(path.split("/", -1))
                        .map(segment -> isPersonal(segment) ? ADDRESS : segment)
                        .collect(Collectors.joining("/"))
                : path;
    }

    /** An at sign makes an e-mail address, or somebody's handle. */
    private static boolean isPersonal(String path) {
        return path.indexOf('@') >= 0 || path.contains("%40");
    }

    private static int toHour(int minutes) {
        return Math.floorDiv(minutes + MINUTES / 2, MINUTES) * MINUTES;
    }

    private static Optional<String> text(JsonNode event, String member) {
        JsonNode value = event.path(member);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonNode event, String member) {
        JsonNode value = event.path(member);
        return value.isNumber() ? Optional.of(value.asInt()) : Optional.empty();
    }
}
