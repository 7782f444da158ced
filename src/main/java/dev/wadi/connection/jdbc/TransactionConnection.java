package dev.wadi.connection.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connection of the transaction that a {@code transacted} route has begun on this thread, for callers that know
 * nothing of Spring, such as {@code jdbc:}. The route ends the transaction: here closing and committing do nothing, and
 * rolling back lets the whole of it be rolled back.
 */
final class TransactionConnection implements InvocationHandler {

    private final ConnectionHolder holder;
    private boolean closed;

    private TransactionConnection(ConnectionHolder holder) {
        this.holder = holder;
    }

    /** The transaction's connection, or null when there is no transaction on this DataSource and thread. */
    static @Nullable Connection current(Object dataSource) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                        && TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder
                ? LeasedConnection.proxy(Connection.class, new TransactionConnection(holder))
                : null;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close" -> closed = true;
            case "isClosed" -> {
                return closed;
            }
            case "equals" -> {
                return arguments != null && self == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            case "commit", "setAutoCommit" -> mustBeOpen();
            case "rollback" -> {
                if (arguments != null) { // to a savepoint
                    return LeasedConnection.call(null, holder.getConnection(), method, arguments);
                }
                mustBeOpen();
                holder.setRollbackOnly();
            }
            default -> {
                mustBeOpen();
                return LeasedConnection.inner(
                        self, method, LeasedConnection.call(null, holder.getConnection(), method, arguments), null);
            }
        }
        return null;
    }

    private void mustBeOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the connection is closed");
        }
    }
}
