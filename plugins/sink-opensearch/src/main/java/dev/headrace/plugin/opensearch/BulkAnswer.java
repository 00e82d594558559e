package dev.headrace.plugin.opensearch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what the cluster answers: the items of a bulk request, or the error of a whole one. */
final class BulkAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private BulkAnswer() {}

    /**
     * What became of one document, or why a request was refused.
     *
     * @param status as of HTTP; 0 when the answer names none
     * @param type the cluster's word for the error; empty when there is none
     * @param reason its text; it may hold values of the event and is never shown as it is
     */
    record Item(int status, String type, String reason) {}

    /** The items in the order of the request; empty when the answer cannot be read. */
    static List<Item> items(byte[] body) {
        var items = new ArrayList<Item>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = json.currentName().equals("items");
                if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        items.add(item(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return items;
    }

    /** The error of a request as a whole: {@code {"error":{"type":…,"reason":…},"status":…}}. */
    static Item error(int status, byte[] body) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                Item said = outcome(json);
                return new Item(status, said.type, said.reason);
            }
        } catch (JacksonException e) {
            return new Item(status, "", ""); // a gateway's page, perhaps
        }
        return new Item(status, "", "");
    }

    /** {@code {"index":{"status":…,"error":{…}}}}. */
    private static Item item(JsonParser json) {
        Item item = new Item(0, "", "");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                item = outcome(json);
            }
        }
        return item;
    }

    private static Item outcome(JsonParser json) {
        int status = 0;
        String type = "";
        String reason = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("status") && value == JsonToken.VALUE_NUMBER_INT) {
                status = json.getIntValue();
            } else if (name.equals("error") && value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String part = json.currentName();
                    JsonToken text = json.nextToken();
                    if (text == JsonToken.VALUE_STRING && part.equals("type")) {
                        type = json.getString();
                    } else if (text == JsonToken.VALUE_STRING && part.equals("reason")) {
                        reason = json.getString();
                    } else {
                        json.skipChildren();
                    }
                }
            } else {
                json.skipChildren();
            }
        }
        return new Item(status, type, reason);
    }
}
