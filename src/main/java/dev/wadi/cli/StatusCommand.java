package dev.wadi.cli;

import dev.wadi.console.StatusClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Asks the running service how its connections and routes are. Exit code 1 says that something fails"
                        + " or waits.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new StatusText(session).print(StatusClient.status(address.settings(session)));
    }
}
