package dev.headrace.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the examples of some contracts say about them: whether each is judged as it should be, and
 * whether they are sharp, that is, whether removing any keyword of a schema would be noticed by
 * one. For the people who write contracts, and for tests; the server itself does not run it.
 *
 * @param streams how many streams were checked
 * @param examples how many examples were run, counted once for each version that they hold for
 * @param wrong a line for each example that cannot be read or is judged otherwise than it says
 * @param unguarded a line for each keyword, or name in {@code required}, or type in {@code type},
 *     that no example guards
 */
public record ContractCheck(int streams, int examples, List<String> wrong, List<String> unguarded) {

    public ContractCheck {
        wrong = List.copyOf(wrong);
        unguarded = List.copyOf(unguarded);
    }

    /**
     * Checks every stream below the folders, as {@link LoadedStreams#load} finds them; nothing is
     * remembered.
     *
     * @throws BrokenContractsException if the contracts themselves cannot be used
     */
    public static ContractCheck run(List<Path> folders) {
        Problems broken = new Problems();
        List<LoadedStream> streams = LoadedStreams.read(folders, broken);
        broken.throwIfAny();
        Run run = new Run();
        streams.forEach(run::check);
        return new ContractCheck(
                streams.size(), run.examples, run.wrong.lines(), run.unguarded.lines());
    }

    /** Whether every example is right and every keyword is guarded. */
    public boolean isClean() {
        return wrong.isEmpty() && unguarded.isEmpty();
    }

    /** Collects what is found. */
    private static final class Run {

        private final SchemaDialects dialects = new SchemaDialects();
        private final Problems wrong = new Problems();
        private final Problems unguarded = new Problems();
        private int examples;

        void check(LoadedStream stream) {
            Examples reader = new Examples(stream.folder(), wrong);
            reader.checkFolders(new TreeSet<>(stream.versions().keySet()));
            for (Version version : stream.versions().values()) {
                List<Example> ofVersion = new ArrayList<>(reader.of(version.number()));
                examples += ofVersion.size();
                ofVersion.forEach(example -> judge(stream, version, example));
                new Sharpness(dialects, version.documents(), ofVersion)
                        .unguarded()
                        .forEach(place ->
                                unguarded.add(
                                        stream.folder().path(place.file()),
                                        0,
                                        place.pointer(),
                                        "is guarded by no example of version " + version.number()));
            }
        }

        private void judge(LoadedStream stream, Version version, Example example) {
            Verdict verdict =
                    SchemaValidator.validate(stream.contract().name(), version, example.event());
            example.complaint(verdict)
                    .ifPresent(complaint ->
                            wrong.add(
                                    example.file(),
                                    complaint + " (version " + version.number() + ")"));
        }
    }
}
