package dev.wadi.pipeline;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tables in a database server, of a {@code conn_id}, where a session of its own holds the lock of each pipeline that runs. */
final class StateServer implements StateDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(StateServer.class);
    private static final int CHECK_SECONDS = 5;

    private final String connId;
    private final Connections connections;
    private volatile @Nullable Server server;

    /** The servers whose sessions can hold a lock. */
    private enum Server {
        POSTGRES("text", "select pg_try_advisory_lock(?)", "select pg_advisory_unlock(?)"),
        MYSQL(
                "mediumtext character set utf8mb4",
                "select coalesce(get_lock(?, 0), 0) = 1",
                "select release_lock(?) = 1");

        private final String text;
        private final String lock;
        private final String unlock;

        Server(String text, String lock, String unlock) {
            this.text = text;
            this.lock = lock;
            this.unlock = unlock;
        }
    }

    StateServer(String connId, Connections connections) {
        this.connId = connId;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "connection '" + connId + "'";
    }

    @Override
    public String textType() {
        Server known = server;
        return known == null ? "text" : known.text;
    }

    private Connection connect() throws SQLException {
        DataSource source = connections
                .bean(connId, DataSource.class)
                .orElseThrow(() -> new ConnectionException(
                        connId, "runs cannot be recorded in it: it is not there, or no SQL database", null));
        Connection connection = source.getConnection();
        if (server == null) {
            try {
                server = server(connection.getMetaData().getDatabaseProductName());
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    private Server server(String product) {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> Server.POSTGRES;
            case "mysql", "mariadb" -> Server.MYSQL;
            default -> throw new ConnectionException(
                    connId,
                    "runs cannot be recorded in " + product
                            + ", only in PostgreSQL, MySQL and MariaDB. Set wadi.state to one of these, or to a folder",
                    null);
        };
    }

    @Override
    public <T> T use(Work<T> work) throws SQLException {
        try (Connection connection = connect()) {
            return work.over(connection);
        }
    }

    @Override
    public Optional<RunLock> tryLock(String pipeline) throws SQLException {
        Connection connection = connect();
        try {
            Held lock = new Held(connection, server == Server.MYSQL ? Server.MYSQL : Server.POSTGRES, pipeline);
            if (lock.call(lock.server.lock)) {
                return Optional.of(lock);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static final class Held implements RunLock {

        private final Connection connection;
        private final Server server;
        private final byte[] name;

        Held(Connection connection, Server server, String pipeline) throws SQLException {
            this.connection = connection;
            this.server = server;
            // Locks are the server's or the database's, and state is kept for each schema.
            this.name = digest(connection.getCatalog() + "\n" + connection.getSchema() + "\n" + pipeline);
        }

        boolean call(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (server == Server.POSTGRES) {
                    statement.setLong(1, ByteBuffer.wrap(name).getLong());
                } else {
                    statement.setString(1, "wadi " + HexFormat.of().formatHex(name, 0, 16));
                }
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        }

        @Override
        public boolean isHeld() {
            try {
                return connection.isValid(CHECK_SECONDS);
            } catch (SQLException e) {
                LOG.warn("whether a run's lock holds cannot be asked", e);
                return false;
            }
        }

        @Override
        public void close() {
            try (connection) {
                call(server.unlock);
            } catch (SQLException e) {
                LOG.warn("a run's lock could not be given back; it ends with its session", e);
            }
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public void close() {
        // its connections are the pool's
    }
}
