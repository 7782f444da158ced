package dev.wadi.cli;

import dev.wadi.console.StatusClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reload",
        description =
                "Has the running service read all files again at once, and says how everything is after that. It does so by"
                        + " itself when files change. Exit code 1 says that something fails or waits.")
final class ReloadCommand implements Callable<Integer> {

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    ReloadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new StatusText(session).print(StatusClient.reload(address.settings(session)));
    }
}
