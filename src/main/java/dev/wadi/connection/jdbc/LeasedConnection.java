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
import org.jspecify.annotations.Nullable;

/**
 * A pooled connection that returns its lease when it is first closed, by whatever way: also through a statement's or the
 * metadata's {@code getConnection}, which therefore are proxies too. Result sets are the driver's own, because a call
 * for each value would be felt.
 */
final class LeasedConnection implements InvocationHandler {

    private final Connection connection;
    private final Lease<?> lease;

    private LeasedConnection(Connection connection, Lease<?> lease) {
        this.connection = connection;
        this.lease = lease;
    }

    static Connection of(Connection connection, Lease<?> lease) {
        return proxy(Connection.class, new LeasedConnection(connection, lease));
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
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "isWrapperFor" -> type(arguments) == Connection.class || connection.isWrapperFor(type(arguments));
            case "unwrap" -> type(arguments) == Connection.class ? self : connection.unwrap(type(arguments));
            default -> inner(self, method, call(connection, method, arguments));
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
    static @Nullable Object inner(Object self, Method method, @Nullable Object result) {
        if (result instanceof Statement || result instanceof DatabaseMetaData) {
            return proxy(method.getReturnType(), new Owned(self, result));
        }
        return result;
    }

    /** A statement or metadata of a leased connection. */
    private record Owned(Object connection, Object target) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getConnection" -> connection;
                case "equals" -> arguments != null && self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> call(target, method, arguments);
            };
        }
    }

    static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
