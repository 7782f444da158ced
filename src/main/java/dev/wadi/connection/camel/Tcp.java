package dev.wadi.connection.camel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Whether something listens at an address. */
final class Tcp {

    /** Where something may listen. */
    record Address(String host, int port) {

        /** {@code host:port}, as people write it. */
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private Tcp() {}

    /** Why nobody can be reached there; empty when somebody listens. */
    static Optional<String> failure(Address address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(reason(e, address.host(), timeout));
        }
    }

    /** What a failure of the network means, in one phrase. */
    static String reason(Throwable failure, String host, Duration timeout) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException) {
                return "the host name '" + host + "' is not known";
            }
            if (at instanceof SocketTimeoutException) {
                return "no answer within " + timeout.toSeconds() + " s";
            }
            if (at instanceof NoRouteToHostException) {
                return "there is no route to the host";
            }
            if (at instanceof ConnectException) {
                return "connection refused";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
