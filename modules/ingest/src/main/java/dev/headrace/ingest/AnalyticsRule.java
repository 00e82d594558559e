package dev.headrace.ingest;

import tools.jackson.databind.JsonNode;

/**
 * Keeps an event only of a person who has agreed to analytics: what the event's {@code consent}
 * does not say, nobody has agreed to.
 */
final class AnalyticsRule implements StreamRule {

    /** The reason of what is not kept for want of consent. */
    static final String NO_CONSENT = "consent";

    private static final String PURPOSE = "analytics";

    @Override
    public Ruling judge(JsonNode event, Occasion occasion) {
        for (JsonNode purpose : event.path("consent").path("purposes")) {
            if (purpose.asString("").equals(PURPOSE)) {
                return new Ruling.Kept();
            }
        }
        return new Ruling.Suppressed(NO_CONSENT);
    }
}
