package dev.wadi.connection.jdbc;

import dev.wadi.spi.Lease;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pooled connection that returns its lease when it is first closed, by whatever way: also through a statement's or the
 * metadata's {@code getConnection}, which therefore are proxies too. Result sets are the driver's own, because a call
 * for each value would be felt. What the driver throws is passed on as it is, for those who know it, and says beside which
 * connection it is about.
 */
final class LeasedConnection implements InvocationHandler {

    private final Connection connection;
    private final Lease<?> lease;
    private final @Nullable String connId;

    private LeasedConnection(Connection connection, Lease<?> lease, @Nullable String connId) {
        this.connection = connection;
        this.lease = lease;
        this.connId = connId;
    }

    /** Takes a connection of a pool. */
    static Connection of(DataSource pool, Lease<?> lease) throws SQLException {
        String connId = pool instanceof PooledDataSource own ? own.connId() : null;
        return proxy(Connection.class, new LeasedConnection(pool.getConnection(), lease, connId));
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(LeasedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "abort" -> abort(arguments);
            case "isClosed" -> isClosed();
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "isWrapperFor" -> type(arguments) == Connection.class || connection.isWrapperFor(type(arguments));
            case "unwrap" -> type(arguments) == Connection.class ? self : connection.unwrap(type(arguments));
            default -> inner(self, method, call(connId, connection, method, arguments), connId);
        };
    }

    private @Nullable Object close() throws SQLException {
        try {
            connection.close();
        } finally {
            lease.close(); // harmless when it is closed already
        }
        return null;
    }

    /** Who finds it closed, because it broke and the pool gave it up, does not close it any more. */
    private boolean isClosed() throws SQLException {
        boolean closed = connection.isClosed();
        if (closed) {
            lease.close();
        }
        return closed;
    }

    private @Nullable Object abort(Object @Nullable [] arguments) throws SQLException {
        try {
            connection.abort(arguments == null ? Runnable::run : (Executor) arguments[0]);
        } finally {
            close(); // the pool learns of a broken connection when it is closed
        }
        return null;
    }

    private static Class<?> type(Object @Nullable [] arguments) {
        return arguments == null ? Object.class : (Class<?>) arguments[0];
    }

    /** Wraps what knows its connection, so that it answers with this one. */
    static @Nullable Object inner(Object self, Method method, @Nullable Object result, @Nullable String connId) {
        if (result instanceof Statement || result instanceof DatabaseMetaData) {
            return proxy(method.getReturnType(), new Owned(self, result, connId));
        }
        return result;
    }

    /** A statement or metadata of a leased connection. */
    private record Owned(Object connection, Object target, @Nullable String connId) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getConnection" -> connection;
                case "equals" -> arguments != null && self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> call(connId, target, method, arguments);
            };
        }
    }

    /** @param connId what a failure is said to be about; null when it says so already */
    static @Nullable Object call(@Nullable String connId, Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (connId != null && e.getCause() instanceof SQLException failure) {
                throw JdbcFailure.named(connId, failure);
            }
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
