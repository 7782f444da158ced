package dev.wadi.connection.aws;

import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.waiters.S3Waiter;

/**
 * An S3 client whose calls each hold a lease. An object that is read as a stream holds it until the stream has ended or is
 * closed; pages and waiters call this client again and take a lease for each call.
 */
final class LeasedS3Client implements InvocationHandler {

    private final Leases<S3Client> leases;

    private LeasedS3Client(Leases<S3Client> leases) {
        this.leases = leases;
    }

    static S3Client of(Leases<S3Client> leases) {
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, new LeasedS3Client(leases));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, name, arguments);
        }
        if (name.equals("close")) {
            return null; // the connection closes what it opened; routes and components must not
        }
        if (name.endsWith("Paginator")) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        if (name.equals("waiter")) {
            return S3Waiter.builder().client((S3Client) self).build();
        }
        return leased(method, arguments);
    }

    private @Nullable Object leased(Method method, Object @Nullable [] arguments) throws Throwable {
        Lease<S3Client> lease = leases.lease();
        boolean kept = false;
        try {
            Object result = method.invoke(lease.value(), arguments);
            if (result instanceof ResponseInputStream<?> stream) {
                kept = true;
                return leased(stream, lease);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } finally {
            if (!kept) {
                lease.close();
            }
        }
    }

    private static <R> ResponseInputStream<R> leased(ResponseInputStream<R> stream, Lease<?> lease) {
        return new ResponseInputStream<>(stream.response(), new LeasedStream(stream, lease).abortable());
    }

    private static Object ofObject(Object self, String name, Object @Nullable [] arguments) {
        return switch (name) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "S3Client of a connection";
        };
    }
}
