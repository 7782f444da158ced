package dev.wadi.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.wadi.testing.LiveFiles;
import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.SteadyLoad;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * What connects a service to the outside is changed while data flows, in eleven ways: Wadi against camel-main with its reload
 * of routes, each in a process of its own, under the same load and with the same servers.
 */
final class LiveChangeBench {

    private static final String WADI = "wadi";
    private static final String PLAIN = "plain";

    private static final long WARM_UP_MILLIS = 10_000;
    private static final long QUIET_MILLIS = 3_000;
    private static final long AFTER_MILLIS = 2_000;
    private static final long SETTLE_MILLIS = 1_000;

    /** How long what a change leaves behind may take to go; threads that wait for work end after a minute. */
    private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(75);

    /** How long plain Camel may take for its swaps; it makes as many as it can. */
    private static final long SWAPS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<LiveResult> results = new ArrayList<>();
    private final Set<LiveScenario> scenarios = EnumSet.noneOf(LiveScenario.class);
    private final List<String> systems = new ArrayList<>();
    private int rounds = 2;
    private int swaps = 1_000;

    private LiveChangeBench(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.startsWith("rounds=")) {
                rounds = Integer.parseInt(argument.substring("rounds=".length()));
            } else if (argument.startsWith("swaps=")) {
                swaps = Integer.parseInt(argument.substring("swaps=".length()));
            } else if (argument.equals(WADI) || argument.equals(PLAIN)) {
                systems.add(argument);
            } else {
                scenarios.add(
                        LiveScenario.valueOf(argument.toUpperCase(Locale.ROOT).replace('-', '_')));
            }
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(EnumSet.allOf(LiveScenario.class));
        }
        if (systems.isEmpty()) {
            systems.addAll(List.of(WADI, PLAIN));
        }
    }

    /**
     * Arguments, in any order: {@code wadi} or {@code plain}, names of scenarios ({@code dead-host}), {@code rounds=2},
     * {@code swaps=1000}.
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
        LiveChangeBench bench = new LiveChangeBench(List.of(arguments));
        for (String system : bench.systems) {
            bench.run(system);
        }
        bench.print();
        System.exit(0); // threads of the servers go on
    }

    private void print() {
        System.out.println();
        System.out.println(LiveResult.header());
        System.out.println(LiveResult.subheader());
        for (LiveScenario scenario : scenarios) {
            results.stream()
                    .filter(result -> result.scenario().equals(scenario.title()))
                    .map(LiveResult::row)
                    .forEach(System.out::println);
        }
    }

    private void run(String name) throws Exception {
        int port = freePort();
        try (LiveServers servers = new LiveServers();
                LiveSystem system = name.equals(WADI) ? wadi(servers.setup(), port) : plain(servers.setup(), port);
                SteadyLoad load = load(servers, port)) {
            load.awaitAccepted("pg", 100);
            load.burst("slow", 40); // so that all threads and sessions are there that there can be
            TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
            load.pause();
            LiveSetup setup = servers.setup();
            for (LiveScenario scenario : scenarios) {
                setup = measure(scenario, new LiveTrial(servers, system, load, setup, result(scenario, name)));
            }
        }
    }

    private static LiveResult.Builder result(LiveScenario scenario, String system) {
        return new LiveResult.Builder(scenario.title(), system, scenario.bound());
    }

    private static SteadyLoad load(LiveServers servers, int port) {
        return new SteadyLoad(URI.create("http://127.0.0.1:" + port))
                .requests("pg", 100)
                .requests("web", 100)
                .requests("slow", 2)
                .oneByOne("pipeline")
                .deliveries("mail", 1, servers::deliver);
    }

    private static LiveSystem wadi(LiveSetup setup, int port) throws IOException {
        Path home = Files.createTempDirectory("wadi-live");
        LiveFiles files = new LiveFiles(home);
        files.start(setup);
        files.save(setup);
        List<String> program = List.of("dev.wadi.cli.Wadi", "run", "--api-port", "0", "--port", Integer.toString(port));
        return new LiveSystem(WADI, port, home, program, files, Pattern.compile("connection 'db'"));
    }

    private static LiveSystem plain(LiveSetup setup, int port) throws IOException {
        Path home = Files.createTempDirectory("plain-live");
        Path routes = home.resolve("routes");
        PlainFiles files = new PlainFiles(routes, setup.source());
        files.save(setup);
        List<String> program = List.of("dev.wadi.bench.PlainCamelReload", routes.toString(), Integer.toString(port));
        return new LiveSystem(
                PLAIN, port, home, program, files, Pattern.compile("Routes reloaded summary|\\(plain\\) started"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private LiveSetup measure(LiveScenario scenario, LiveTrial trial) throws Exception {
        Footprint before = trial.footprint();
        trial.begin();
        scenario.prepare(trial);
        trial.goOn(SETTLE_MILLIS);
        Latencies quiet = trial.quiet(QUIET_MILLIS);
        rounds(scenario, trial);
        Latencies after = trial.quiet(AFTER_MILLIS);
        trial.reckon();
        scenario.restore(trial);
        LiveResult result = trial.result().build(quiet, after, left(trial, before));
        System.out.println(result.row());
        results.add(result);
        return trial.setup();
    }

    private void rounds(LiveScenario scenario, LiveTrial trial) throws Exception {
        if (scenario == LiveScenario.SWAPS) {
            swaps(trial);
            return;
        }
        for (int round = 0; round < rounds; round++) {
            scenario.round(trial, round);
            trial.goOn(SETTLE_MILLIS);
        }
    }

    private void swaps(LiveTrial trial) throws Exception {
        long limit = trial.system().name().equals(PLAIN) ? SWAPS_NANOS : Long.MAX_VALUE;
        long begin = System.nanoTime();
        int done = 0;
        while (done < swaps && System.nanoTime() - begin < limit) {
            LiveScenario.SWAPS.round(trial, done);
            done++;
        }
        trial.result().remark(done + " swaps");
    }

    private static Footprint left(LiveTrial trial, Footprint before) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIDY_NANOS;
        Footprint after = trial.footprint();
        while (!after.isWithin(before) && System.nanoTime() < end) {
            trial.goOn(SETTLE_MILLIS);
            after = trial.footprint();
        }
        return after.minus(before);
    }
}
