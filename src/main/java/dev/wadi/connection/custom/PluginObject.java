package dev.wadi.connection.custom;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.CustomConnection;
import dev.wadi.spi.CustomContext;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** An object of a plugin's class as an open connection. */
final class PluginObject implements OpenConnection, EndpointSource {

    private final CustomClass found;
    private final Object object;
    private final CustomContext given;
    private final PluginCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PluginObject(CustomClass found, Object object, CustomContext given, PluginCalls calls) {
        this.found = found;
        this.object = object;
        this.given = given;
        this.calls = calls;
    }

    /**
     * Makes the object and initialises it.
     *
     * @param params for a constructor that takes a record
     * @return a connection with the abilities that the class has, and no others
     */
    static OpenConnection open(CustomClass found, @Nullable Record params, CustomContext given) {
        PluginCalls calls =
                new PluginCalls(given.connId(), found.name(), found.type().getClassLoader());
        Object object = called(
                calls,
                "new",
                () -> params == null
                        ? found.constructor().newInstance()
                        : found.constructor().newInstance(params));
        PluginObject open = new PluginObject(found, object, given, calls);
        try {
            open.init();
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
        return open.withAbilities();
    }

    private void init() {
        if (object instanceof CustomConnection custom) {
            called(calls, "init", () -> {
                custom.init(given);
                return object;
            });
        }
    }

    /** Something of the plugin that is not expected to wait, done with its errors. */
    private static <R> R called(PluginCalls calls, String method, Callable<R> work) {
        try {
            R result = calls.call(method, () -> {
                try {
                    return work.call();
                } catch (InvocationTargetException e) {
                    throw cause(e);
                }
            });
            return Objects.requireNonNull(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw calls.failure(method, e);
        }
    }

    private static Exception cause(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception exception ? exception : e;
    }

    private OpenConnection withAbilities() {
        Class<?>[] interfaces = Stream.concat(
                        Stream.of(OpenConnection.class, EndpointSource.class),
                        found.abilities().stream().map(Ability::type))
                .toArray(Class<?>[]::new);
        InvocationHandler handler = (self, method, arguments) -> {
            Class<?> declaring = method.getDeclaringClass();
            return declaring.isInstance(this) ? own(self, method, arguments) : ability(method, arguments);
        };
        return (OpenConnection) Proxy.newProxyInstance(OpenConnection.class.getClassLoader(), interfaces, handler);
    }

    private @Nullable Object own(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null) {
            return self == arguments[0];
        }
        try {
            return method.invoke(this, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Calls one of the methods of an ability. */
    private @Nullable Object ability(Method method, Object @Nullable [] arguments) throws Exception {
        RowsForPlugin rows = null;
        if (arguments != null && arguments.length == 2 && arguments[1] instanceof BatchReader given) {
            rows = new RowsForPlugin(given);
            arguments = new Object[] {arguments[0], rows};
        }
        Object[] passed = arguments;
        try {
            Object result = calls.call(method.getName(), () -> {
                try {
                    return method.invoke(object, passed);
                } catch (InvocationTargetException e) {
                    throw cause(e);
                }
            });
            return shown(method.getName(), result);
        } catch (ConnectionException e) {
            throw rows == null || rows.failure() == null ? e : rows.failure();
        }
    }

    private @Nullable Object shown(String method, @Nullable Object result) {
        if (result == null) {
            throw new ConnectionException(given.connId(), found.name() + "." + method + " failed: it gave null", null);
        }
        if (result instanceof BatchReader rows) {
            return new PluginRows(rows, calls, method);
        }
        if (result instanceof Optional<?> maybe && maybe.orElse(null) instanceof BatchReader rows) {
            return Optional.of(new PluginRows(rows, calls, method));
        }
        return result;
    }

    @Override
    public <T> T bean(Class<T> type) {
        throw new IllegalArgumentException("a custom connection has no " + type.getName());
    }

    @Override
    public String test(Duration timeout) {
        String untested = found.name() + " is made; it has no test of its own";
        return object instanceof CustomConnection custom
                ? called(calls, "test", () -> custom.test(timeout)).orElse(untested)
                : untested;
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) {
        return CustomEndpoint.of(context, given.connId(), path, options, withAbilities());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true) || !(object instanceof CustomConnection custom)) {
            return;
        }
        try {
            called(calls, "close", () -> {
                custom.close();
                return object;
            });
        } catch (ConnectionException e) {
            given.log().warn("{}", e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "custom connection '" + given.connId() + "' of " + found.name();
    }
}
