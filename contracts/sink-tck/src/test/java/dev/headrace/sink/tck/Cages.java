package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells a run of the kit which sink of the zoo it is about. */
final class Cages implements BeforeAllCallback {

    static final String PROVIDER = "dev.headrace.zoo.provider";

    private static Optional<SinkProvider> inside = Optional.empty();

    static SinkProvider inside() {
        return inside.orElseThrow();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        String name = context.getConfigurationParameter(PROVIDER).orElseThrow();
        inside =
                Optional.of(
                        (SinkProvider) Class.forName(name).getDeclaredConstructor().newInstance());
    }
}
