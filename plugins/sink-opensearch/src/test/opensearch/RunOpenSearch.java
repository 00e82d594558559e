import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of OpenSearch, until standard input ends: {@code RunOpenSearch <http port> <folder>}. */
final class RunOpenSearch {

    public static void main(String[] arguments) throws Exception {
        var runner = new OpenSearchRunner();
        runner.onBuild(
                (_, settings) -> {
                    settings.put("http.port", arguments[0]);
                    settings.put("transport.port", "0");
                    settings.put("network.host", "127.0.0.1");
                    settings.put("discovery.type", "single-node");
                    settings.put("http.cors.enabled", false);
                    settings.put("http.max_content_length", "16mb");
                    settings.remove("cluster.initial_cluster_manager_nodes");
                    settings.remove("discovery.seed_hosts");
                });
        runner.build(
                OpenSearchRunner.newConfigs()
                        .clusterName("conformance")
                        .numOfNode(1)
                        .basePath(Path.of(arguments[1]).toString()));
        runner.ensureYellow();
        while (System.in.read() >= 0) {
            // until the test ends, or is killed
        }
        Runtime.getRuntime().halt(0);
    }
}
