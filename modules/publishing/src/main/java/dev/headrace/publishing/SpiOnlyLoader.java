package dev.headrace.publishing;

import dev.headrace.sink.SinkProvider;

/**
 * The parent of every plugin's class loader: the JDK and the sink SPI, and nothing else of ours.
 */
final class SpiOnlyLoader extends ClassLoader {

    private static final String SPI = SinkProvider.class.getPackageName() + '.';

    SpiOnlyLoader() {
        super("sink-spi", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        // The package itself, not those below it: plugins may begin with the same words.
        if (name.startsWith(SPI) && name.indexOf('.', SPI.length()) < 0) {
            return SinkProvider.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
