package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka broker of one node (KRaft) in a process of its own. Clients of the sink's log in by SCRAM
 * and need rights; the tests themselves come in by a door of their own, as a super user.
 */
final class KafkaBroker implements AutoCloseable {

    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";
    private static final Duration START = Duration.ofMinutes(6);

    private final Path folder;
    private final Path properties;
    private final int adminPort = freePort();
    private final int saslPort = freePort();
    private final int tlsPort = freePort();
    private final int controllerPort = freePort();
    private Process process;

    /**
     * Starts a broker.
     *
     * @param advertised where clients of the SCRAM door are sent; its own port when empty
     */
    static KafkaBroker start(List<InetSocketAddress> advertised) throws Exception {
        return new KafkaBroker(advertised);
    }

    private KafkaBroker(List<InetSocketAddress> advertised) throws Exception {
        Path parent = Files.createDirectories(Path.of("target/broker").toAbsolutePath());
        folder = Files.createTempDirectory(parent, "node");
        properties = folder.resolve("server.properties");
        TestCertificate certificate = TestCertificate.in(folder);
        int seenPort = advertised.isEmpty() ? saslPort : advertised.getFirst().getPort();
        Files.writeString(properties, configuration(seenPort, certificate));
        run("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", properties.toString());
        process = launch();
        awaitReady();
    }

    /** Where clients log in by SCRAM, without encryption. */
    InetSocketAddress saslAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), saslPort);
    }

    String sasl() {
        return "127.0.0.1:" + saslPort;
    }

    /** Where clients log in by SCRAM over TLS. */
    String tls() {
        return "localhost:" + tlsPort;
    }

    /** The certificate that the TLS door shows, to be trusted. */
    Path authority() {
        return folder.resolve("authority.pem");
    }

    /** Where the tests come in, with all rights. */
    String admin() {
        return "127.0.0.1:" + adminPort;
    }

    Admin adminClient() {
        return Admin.create(Map.of("bootstrap.servers", admin(), "request.timeout.ms", 20_000));
    }

    /** Ends the process without a word. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on the same data and ports. */
    void restart() throws Exception {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> {
                    assertThat(process.isAlive()).isTrue();
                    try (Admin admin = adminClient()) {
                        return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
                    }
                });
    }

    private Process launch() throws Exception {
        return new ProcessBuilder(command("kafka.Kafka", properties.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void run(String... mainAndArguments) throws Exception {
        Process tool =
                new ProcessBuilder(command(mainAndArguments))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        assertThat(tool.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(tool.exitValue()).as("see %s/log", folder).isZero();
    }

    private static List<String> command(String... mainAndArguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        String own = Path.of("target/test-classes").toAbsolutePath().toString();
        command.addAll(List.of("-cp", BrokerJars.folder() + "/*:" + own));
        command.add(TiedBroker.class.getName());
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private String configuration(int advertisedPort, TestCertificate certificate) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listeners=ADMIN://127.0.0.1:%2$d,SCRAM://127.0.0.1:%3$d,TLS://localhost:%4$d,CONTROLLER://127.0.0.1:%1$d
        advertised.listeners=ADMIN://127.0.0.1:%2$d,SCRAM://127.0.0.1:%5$d,TLS://localhost:%4$d
        listener.security.protocol.map=ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_PLAINTEXT,TLS:SASL_SSL
        inter.broker.listener.name=ADMIN
        sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
        listener.name.scram.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.scram.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_headrace="plain secret";
        listener.name.tls.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.tls.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_headrace="plain secret";
        listener.name.tls.ssl.keystore.type=PKCS12
        listener.name.tls.ssl.keystore.location=%6$s
        listener.name.tls.ssl.keystore.password=%7$s
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS
        log.dirs=%8$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=2
        transaction.state.log.replication.factor=1
        transaction.state.log.num.partitions=2
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        quota.window.size.seconds=1
        quota.window.num=11
        connection.failed.authentication.delay.ms=100
        """
                .formatted(
                        controllerPort,
                        adminPort,
                        saslPort,
                        tlsPort,
                        advertisedPort,
                        certificate.keyStore(),
                        certificate.password(),
                        folder.resolve("data"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
