package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** A plugin is found, and says what it wants to know. */
abstract class ConfiguringChecks extends Checks {

    /** A connection is made before the other side has taken it. */
    private static final Duration SEEN_BY_THE_NETWORK = Duration.ofMillis(500);

    private static final Pattern SECRET =
            Pattern.compile(
                    "(.*-)?(password|passphrase|secret|token|secret-key|secret-access-key)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @Check(
            promise = "each setting has a plain name and says in a line what it does",
            where = "ConfigField")
    void settingsAreDeclaredForPeople() {
        List<String> odd =
                spec().fields().stream()
                        .filter(field ->
                                !NAME.matcher(field.name()).matches()
                                        || field.doc().isBlank()
                                        || field.doc().lines().count() > 1)
                        .map(ConfigField::name)
                        .toList();

        require(odd.isEmpty(), () -> "these do not: " + odd);
    }

    @Check(promise = "an unknown setting is refused by its name", where = "ConfigSpec.parse")
    void anUnknownSettingIsRefused() {
        var settings = new HashMap<>(bench().settings());
        settings.put("no-such-setting", "1");
        try {
            bench().create(settings);
        } catch (ConfigException e) {
            require(
                    e.problems().stream().anyMatch(at -> at.key().equals("no-such-setting")),
                    () -> "the refusal names " + e.problems());
            return;
        }
        throw new AssertionError("it was taken");
    }

    @Check(
            promise = "a password, token or secret key is declared as secret, and never shown",
            where = "ConfigField.Type.SECRET")
    void secretsAreDeclaredAsSuch() {
        List<String> open =
                spec().fields().stream()
                        .filter(field -> SECRET.matcher(field.name()).matches())
                        .filter(field -> field.type() != ConfigField.Type.SECRET)
                        .map(ConfigField::name)
                        .toList();

        require(open.isEmpty(), () -> "these are not: " + open);
        String shown = spec().parse(bench().settings()).toString();
        require(
                bench().secrets().stream().noneMatch(shown::contains),
                () -> "the text of the settings holds a secret");
    }

    @Check(
            promise = "create opens nothing and starts nothing",
            where = "SinkProvider.create",
            needs = Need.NETWORK)
    void createOpensNothing() throws Exception {
        long before = bench().network().sent();
        long accepted = bench().network().accepted();
        var group = new ThreadGroup("create");
        var sink =
                returned(
                        "create",
                        Call.start(
                                        group,
                                        bench().contract().provider().getClass().getClassLoader(),
                                        () -> bench().create(bench().settings()))
                                .end(Call.LONGEST));

        require(
                Wait.until(patience(), () -> group.activeCount() == 0),
                () -> "create has started threads");
        require(
                !Wait.until(
                        SEEN_BY_THE_NETWORK,
                        () ->
                                bench().network().accepted() > accepted
                                        || bench().network().sent() != before),
                () -> "create has opened a connection");
        new Subject(sink, bench().context()).close();
    }

    @Check(
            promise = "the plugin is found by META-INF/services and works with nothing but the SPI",
            where = "SinkProvider")
    void isFoundInAnIsolatedLoader() throws Exception {
        SinkProvider known = bench().contract().provider();
        try (var plugin = IsolatedPlugin.of(known.getClass())) {
            SinkProvider found = plugin.provider();
            require(
                    found.type().equals(known.type()) && found.spiLevel() == SinkProvider.SPI_LEVEL,
                    () -> "it is type %s, level %d".formatted(found.type(), found.spiLevel()));
            var sink =
                    new Subject(
                            found.create(found.config().parse(bench().settings())),
                            bench().context());
            SampleBatch batch = bench().batch(0, 3);

            returned("open", sink.open());
            deliver("a write", sink, batch);
            returned("close", sink.closeCall().end(Call.LONGEST));

            requireStored("after a write in a loader of its own", batch.records());
        }
    }

    private ConfigSpec spec() {
        return bench().contract().provider().config();
    }
}
