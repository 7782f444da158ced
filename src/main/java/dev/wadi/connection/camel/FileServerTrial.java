package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries an SFTP or FTP server: connects, signs in and lists the folder that one comes to. */
record FileServerTrial(String host, int port, String login) implements ComponentConnection.Trial {

    private static final Logger LOG = LoggerFactory.getLogger(FileServerTrial.class);

    @Override
    public String run(ComponentConnection connection, Duration timeout) {
        Tcp.Address address = new Tcp.Address(Hosts.bare(host), port);
        Tcp.failure(address, timeout).ifPresent(reason -> {
            throw failure(connection, "cannot reach " + address + ": " + reason, null);
        });
        String millis = Long.toString(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        Map<String, Object> quick = Map.of(
                "maximumReconnectAttempts",
                "0",
                "connectTimeout",
                millis, // also for the server's greeting
                "soTimeout",
                millis,
                "throwExceptionOnConnectFailed",
                "true");
        try {
            return list(connection.endpoint(connection.component().getCamelContext(), "", quick), address);
        } catch (ConnectionException e) {
            throw e;
        } catch (GenericFileOperationFailedException e) {
            throw failure(connection, "cannot sign in to " + address + " as '" + login + "': " + reason(e, timeout), e);
        } catch (Exception e) { // what Camel's factories declare
            throw failure(connection, "cannot list " + address + ": " + Tcp.reason(e, host, timeout), e);
        }
    }

    private String list(Endpoint endpoint, Tcp.Address address) throws Exception {
        RemoteFileEndpoint<?> files = (RemoteFileEndpoint<?>) endpoint;
        RemoteFileOperations<?> operations = (RemoteFileOperations<?>) files.createRemoteFileOperations();
        try {
            operations.connect(files.getConfiguration(), null);
            int count = operations.listFiles().length;
            return "signed in to " + address + " as " + login + ", " + count + (count == 1 ? " entry" : " entries");
        } finally {
            hangUp(operations);
        }
    }

    private static void hangUp(RemoteFileOperations<?> operations) {
        try {
            operations.forceDisconnect();
        } catch (GenericFileOperationFailedException e) {
            LOG.debug("the server hung up first", e); // as FTP servers do after a wrong password
        }
    }

    private static ConnectionException failure(ComponentConnection connection, String what, @Nullable Throwable cause) {
        return new ConnectionException(connection.connId(), what, cause);
    }

    private String reason(Throwable failure, Duration timeout) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return Tcp.reason(at, host, timeout)
                .replaceFirst("^File operation failed: ", "")
                .replaceFirst("\\.*( Code: \\d+)?$", "");
    }
}
