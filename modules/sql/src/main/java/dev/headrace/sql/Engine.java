package dev.headrace.sql;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;

/**
 * DuckDB, loaded from a folder of its own: 80 MB that the server's class path does not carry. It
 * stays loaded until the process ends.
 */
public final class Engine {

    private static final String DRIVER = "org.duckdb.DuckDBDriver";

    private final Driver driver;

    private Engine(Driver driver) {
        this.driver = driver;
    }

    /**
     * Loads the driver from the jars of a folder.
     *
     * @throws SqlException when there is none
     */
    @SuppressWarnings("resource") // the loader lives as long as the process
    public static Engine load(Path folder) {
        var jars = new ArrayList<URL>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path file : files) {
                    jars.add(url(file));
                }
            } catch (IOException e) {
                throw new SqlException(folder + " cannot be read: " + e.getMessage(), e);
            }
        }
        var loader =
                new URLClassLoader(
                        "sql", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        try {
            return new Engine(
                    (Driver) loader.loadClass(DRIVER).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new SqlException(
                    "SQL needs DuckDB's driver: put duckdb_jdbc-<version>.jar into " + folder, e);
        }
    }

    /** A new, empty database in memory. */
    Connection connect() throws SQLException {
        Connection connection = driver.connect("jdbc:duckdb:", new Properties());
        if (connection == null) {
            throw new SQLException("the driver does not know its own address");
        }
        return connection;
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has an address", e);
        }
    }
}
