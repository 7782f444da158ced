package dev.wadi.spi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An interface whose calls each hold a lease, and whose closeable results hold it until they are closed. */
final class LeasingProxy<T> implements InvocationHandler {

    private final Class<T> type;
    private final Leases<T> leases;

    private LeasingProxy(Class<T> type, Leases<T> leases) {
        this.type = type;
        this.leases = leases;
    }

    static <T> T of(Class<T> type, Leases<T> leases) {
        if (!Modifier.isPublic(type.getModifiers())) { // nobody could call it
            throw new IllegalArgumentException(type.getName() + " must be public to be a bean");
        }
        return proxy(type, new LeasingProxy<>(type, leases));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, method, arguments);
        }
        if (isClose(method)) {
            return null; // the connection closes what it opened; routes and components must not
        }
        Lease<T> lease = leases.lease();
        Object result = null;
        try {
            result = call(lease.value(), method, arguments);
        } finally {
            if (!(result instanceof AutoCloseable) || !method.getReturnType().isInterface()) {
                lease.close();
            }
        }
        if (result instanceof AutoCloseable && method.getReturnType().isInterface()) {
            return untilClosed(method.getReturnType(), result, lease);
        }
        return result;
    }

    private static <R> R untilClosed(Class<R> type, Object result, Lease<?> lease) {
        AtomicBoolean closed = new AtomicBoolean();
        return proxy(type, (self, method, arguments) -> {
            try {
                return call(result, method, arguments);
            } finally {
                if (isClose(method) && closed.compareAndSet(false, true)) {
                    lease.close();
                }
            }
        });
    }

    private @Nullable Object ofObject(Object self, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> type.getSimpleName() + " of a connection";
        };
    }

    private static boolean isClose(Method method) {
        return method.getName().equals("close") && method.getParameterCount() == 0;
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
