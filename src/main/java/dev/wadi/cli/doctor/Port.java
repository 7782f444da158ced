package dev.wadi.cli.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/**
 * A port of this machine.
 *
 * @param host the address to listen on
 */
record Port(String host, int number) {

    /** Whether something could listen there now. */
    sealed interface State {}

    record Free() implements State {}

    /** @param holder who has it, as far as this process may see; empty when it may not */
    record Taken(String holder) implements State {}

    /** @param why the words of the system */
    record Unusable(String why) implements State {}

    State state() {
        try {
            new ServerSocket(number, 1, InetAddress.getByName(host)).close();
            return new Free();
        } catch (BindException e) {
            String why = Paths.reason(e);
            return why.toLowerCase(Locale.ROOT).contains("in use")
                    ? new Taken(PortHolder.of(number))
                    : new Unusable(why);
        } catch (IOException e) {
            return new Unusable("there is no address " + host);
        }
    }
}
