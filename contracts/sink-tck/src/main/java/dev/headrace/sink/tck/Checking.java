package dev.headrace.sink.tck;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a check where it applies, and says of a failure which promise it breaks. */
final class Checking
        implements TestTemplateInvocationContextProvider, TestExecutionExceptionHandler {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        Bench bench = bench(context);
        Optional<String> missing =
                Arrays.stream(check(context).needs())
                        .flatMap(need -> need.missing(bench).stream())
                        .findFirst();
        if (missing.isPresent()) {
            bench.report().doesNotApply(name(context), missing.get());
            return Stream.empty();
        }
        bench.report().checked(name(context));
        return Stream.of(new Once(check(context).promise()));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        bench(context).report().broken(name(context));
        if (failure instanceof AssertionError) {
            Check check = check(context);
            throw new AssertionError(
                    "Broken promise: %s (%s), but %s"
                            .formatted(check.promise(), check.where(), failure.getMessage()),
                    failure);
        }
        throw failure;
    }

    private static Check check(ExtensionContext context) {
        return context.getRequiredTestMethod().getAnnotation(Check.class);
    }

    private static Bench bench(ExtensionContext context) {
        return ((Checks) context.getRequiredTestInstance()).bench();
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName()
                + '.'
                + context.getRequiredTestMethod().getName();
    }

    private record Once(String promise) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return promise;
        }
    }
}
