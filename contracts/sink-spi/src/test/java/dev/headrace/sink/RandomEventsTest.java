package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events nobody thought of, with fixed seeds. */
class RandomEventsTest {

    private static final int EVENTS = 2_000;
    private static final String[] NAMES = {
        "a", "A", "a_b", "b", "1", "", "é", "stream", "event_id", "\"", "\\", "\n", "tags", "\u0000"
    };

    private final JsonMapper mapper = JsonMapper.builder().build();

    @Test
    void theEventComesBackFromEveryEnvelope() {
        for (int seed = 0; seed < EVENTS; seed++) {
            JsonNode event = object(new Random(seed), 4);
            SinkRecord record = TestRecord.of(pretty(event));

            String line = Written.line(EnvelopeWriter.Form.ENVELOPE, record);

            assertThat(line).as("seed %d", seed).doesNotContain("\n", "\r");
            assertThat(mapper.readTree(line).get("event")).as("seed %d", seed).isEqualTo(event);
        }
    }

    @Test
    void everyLeafOfAnEventHasAColumnOfItsOwn() {
        for (int seed = 0; seed < EVENTS; seed++) {
            JsonNode event = object(new Random(seed), 4);
            SinkRecord record = TestRecord.of(pretty(event));

            JsonNode flat = Written.json(EnvelopeWriter.Form.FLATTENED, record);

            assertThat(flat.propertyNames())
                    .as("seed %d", seed)
                    .hasSize(7 + leaves(event))
                    .allMatch(name -> name.matches("[a-z_][a-z0-9_]*"));
            assertThat(flat.get("stream").asString()).isEqualTo("user-telemetry");
            assertThat(flat).allMatch(JsonNode::isValueNode);
        }
    }

    private String pretty(JsonNode event) {
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(event);
    }

    private static int leaves(JsonNode node) {
        int leaves = 0;
        for (JsonNode child : node) {
            leaves += child.isObject() ? leaves(child) : 1;
        }
        return leaves;
    }

    private ObjectNode object(Random random, int depth) {
        ObjectNode object = mapper.createObjectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(NAMES[random.nextInt(NAMES.length)], value(random, depth));
        }
        return object;
    }

    private JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> mapper.getNodeFactory().numberNode(random.nextInt());
            case 1 -> mapper.getNodeFactory().numberNode(random.nextDouble());
            case 2 -> mapper.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> mapper.nullNode();
            case 4 -> mapper.getNodeFactory().stringNode("}]\"\\\n é" + NAMES[random.nextInt(14)]);
            case 5 -> array(random, depth - 1);
            default -> object(random, depth - 1);
        };
    }

    private ArrayNode array(Random random, int depth) {
        ArrayNode array = mapper.createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth));
        }
        return array;
    }
}
