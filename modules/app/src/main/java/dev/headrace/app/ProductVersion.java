package dev.headrace.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class ProductVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version =
                Optional.ofNullable(ProductVersion.class.getPackage().getImplementationVersion())
                        .orElse("(not from a jar)");
        return new String[] {"headrace " + version, "Java " + Runtime.version()};
    }
}
