package dev.headrace.sink.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.headrace.sink.SinkProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of the whole kit with one sink of the zoo. */
final class Visit implements TestExecutionListener {

    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private String printed = "";

    private Visit() {}

    static Visit to(SinkProvider provider) {
        var visit = new Visit();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                selectClass(
                                        provider instanceof ShelfProvider
                                                ? ShelfCage.class
                                                : DepotCage.class))
                        .configurationParameter(Cages.PROVIDER, provider.getClass().getName())
                        .build();
        var print = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(print, true, StandardCharsets.UTF_8));
        try {
            LauncherFactory.create().execute(request, visit);
        } finally {
            System.setOut(out);
        }
        visit.printed = print.toString(StandardCharsets.UTF_8);
        return visit;
    }

    List<String> passed() {
        return passed;
    }

    List<String> failed() {
        return failed;
    }

    String messages() {
        return String.join("\n", messages);
    }

    String printed() {
        return printed;
    }

    /** The checks that were not made. */
    List<String> leftOut() {
        return checks().stream()
                .filter(check -> !passed.contains(check) && !failed.contains(check))
                .toList();
    }

    /** Every check, by what the classes of the kit declare. */
    static List<String> checks() {
        return Stream.of(SinkContract.class.getDeclaredClasses())
                .filter(Checks.class::isAssignableFrom)
                .flatMap(Visit::checksOf)
                .toList();
    }

    private static Stream<String> checksOf(Class<?> concern) {
        return Arrays.stream(concern.getSuperclass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Check.class))
                .map(Method::getName)
                .map(name -> concern.getSimpleName() + "." + name);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || !good) {
            String name =
                    test.getSource()
                            .filter(MethodSource.class::isInstance)
                            .map(MethodSource.class::cast)
                            .map(Visit::name)
                            .orElse(test.getDisplayName());
            (good ? passed : failed).add(name);
            result.getThrowable().ifPresent(thrown -> messages.add(thrown.getMessage()));
        }
    }

    private static String name(MethodSource source) {
        return source.getJavaClass().getSimpleName() + '.' + source.getMethodName();
    }
}
