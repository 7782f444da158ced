package dev.wadi.console;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.ProducerTemplate;

/** A service with a route, a pipeline and connections, all of which have done some work. */
final class WorkingService implements AutoCloseable {

    private final Path home;
    private final Service service;
    private final ApiServer server;

    private WorkingService(Path home) throws Exception {
        this.home = home;
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        Files.createFile(home.resolve("shop.db"));
        Files.writeString(
                home.resolve("connections/all.yaml"),
                """
                shop: {conn_type: sqlite, host: '%s'}
                out: {conn_type: file, host: '%s', extra: {create: true}}
                """
                        .formatted(home.resolve("shop.db"), home.resolve("out")));
        route("ask", "to: 'conn:shop/select 1'");
        pipeline("select range as n from range(10)");
        this.service = Service.start(home, Map.of());
        this.server = service.api(Map.of());
    }

    static WorkingService start(Path home) throws Exception {
        return new WorkingService(home);
    }

    /** Writes the file of a route of one step, which is named by what it receives from. */
    void route(String id, String step) throws Exception {
        Files.writeString(
                home.resolve("routes/" + id + ".yaml"),
                "- route: {id: %s, from: {uri: 'direct:%s', steps: [{%s}]}}\n".formatted(id, id, step));
    }

    /** Writes the pipeline {@code totals}. */
    void pipeline(String query) throws Exception {
        Files.writeString(
                home.resolve("routes/totals.yaml"),
                """
                - {kind: transform, name: numbers, query: %s}
                - {kind: sink, name: to_file, connection: out, locator: numbers.csv, mode: replace}
                """
                        .formatted(query));
    }

    void delete(String file) throws Exception {
        Files.delete(home.resolve(file));
    }

    Service service() {
        return service;
    }

    void reload() {
        service.engine().reload();
    }

    RunReport run() {
        return service.engine().pipelines().run("totals", RunRequest.byCommand(Map.of()));
    }

    /** Sends an exchange to a route; what it fails with stays in it. */
    void send(String route) throws Exception {
        try (ProducerTemplate template = service.engine().camelContext().createProducerTemplate()) {
            template.send("direct:" + route, exchange -> {});
        }
    }

    Scrape scrape() {
        return Scrape.of(server);
    }

    @Override
    public void close() {
        server.close();
        service.close();
    }
}
