package io.keqing.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/// Starts one Elasticsearch node: `Launcher DISTRIBUTION HOME PORT`.
///
/// `DISTRIBUTION` holds `lib/` and `modules/`, `HOME` the node's data, logs and configuration, `PORT` is its HTTP
/// port on loopback (0 = any free one, written to `HOME/logs/http.ports`). The environment must hold
/// `KEQING_NODE_TOKEN`. With `-Dkeqing.node.parent=PID` the node ends when that process ends or when its standard
/// input does.
public final class Launcher {
    private static final long CLOSE_SECONDS = 12;

    private Launcher() {}

    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println("usage: Launcher DISTRIBUTION HOME PORT, were " + args.length + " arguments");
            System.exit(2);
        }
        try {
            run(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath(), Integer.parseInt(args[2]));
        } catch (Exception | LinkageError e) {
            // half-started threads of the node would keep the process alive without a node in it
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(Path distribution, Path home, int port) throws Exception {
        for (String folder : List.of("config", "data", "logs", "plugins", "repo")) {
            Files.createDirectories(home.resolve(folder));
        }
        endWithParent();
        LogConfigurator.configureESLogging();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
                settings(home, port), Map.of(), home.resolve("config"), () -> "keqing");
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(distribution.resolve("modules"), false),
                PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
                Map.of(),
                false);
        Node node = new Node(environment, plugins);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
        node.start();
        if (Boolean.getBoolean("keqing.node.train")) {
            Training.on(home);
            System.exit(0);
        }
        Thread.currentThread().join();
    }

    private static Settings settings(Path home, int port) {
        return Settings.builder()
                .put("path.home", home)
                .put("path.repo", home.resolve("repo"))
                .put("cluster.name", "keqing-embedded")
                .put("node.name", "keqing")
                .putList("node.roles", "master", "data")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("transport.port", 0)
                .put("node.portsfile", true)
                .put("action.destructive_requires_name", true)
                // absolute: on a large, well-filled disk the default percentages would stop a node of one for no reason
                .put("cluster.routing.allocation.disk.watermark.low", "2gb")
                .put("cluster.routing.allocation.disk.watermark.high", "1gb")
                .put("cluster.routing.allocation.disk.watermark.flood_stage", "500mb")
                .build();
    }

    /// A portal that was killed cannot stop its node. Its pipe breaks at once; the process handle is the second look,
    /// for the case that somebody else still holds the pipe.
    private static void endWithParent() {
        String parent = System.getProperty("keqing.node.parent");
        if (parent == null) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    try (InputStream in = System.in) {
                        while (in.read() >= 0) {}
                    } catch (IOException broken) {
                        System.err.println("The pipe to the portal broke: " + broken.getMessage());
                    }
                    System.err.println("Portal " + parent + " is gone, the node ends");
                    System.exit(0);
                },
                "portal-pipe");
        watch.setDaemon(true);
        watch.start();
        ProcessHandle.of(Long.parseLong(parent))
                .ifPresent(portal -> portal.onExit().thenRun(() -> System.exit(0)));
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
            if (!node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "The node did not close within " + CLOSE_SECONDS + " s, its log replays at the next start");
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            e.printStackTrace();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
