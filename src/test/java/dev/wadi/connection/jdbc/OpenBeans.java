package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import dev.wadi.spi.OpenConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** The stable beans of one open connection, with a count of the leases that are out. */
public final class OpenBeans {

    private final OpenConnection connection;
    private final AtomicInteger leased = new AtomicInteger();
    private final Map<Class<?>, Object> stable = new HashMap<>();

    public OpenBeans(OpenConnection connection) {
        this.connection = connection;
    }

    /** How many leases have been taken and not returned. */
    public int leased() {
        return leased.get();
    }

    public DataSource dataSource() {
        return bean(DataSource.class);
    }

    /** Binds each bean to {@code connId} in the registry. */
    public void bind(CamelContext context, String connId) {
        for (ConnectionBean<?> bean : JdbcBeans.all()) {
            context.getRegistry().bind(connId, bean.type(), bean(bean.type()));
        }
    }

    /** The stable object of a type. */
    public <T> T bean(Class<T> type) {
        Object known = stable.get(type);
        if (known == null) {
            known = JdbcBeans.all().stream()
                    .filter(bean -> bean.type() == type)
                    .map(this::make)
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
            stable.put(type, known);
        }
        return type.cast(known);
    }

    private <T> T make(ConnectionBean<T> bean) {
        return bean.stable().apply(new Leases<>() {
            @Override
            public Lease<T> lease() {
                leased.incrementAndGet();
                return new CountedLease<>(connection.bean(bean.type()), leased, new AtomicBoolean());
            }

            @Override
            public <B> B stable(Class<B> type) {
                return OpenBeans.this.bean(type);
            }
        });
    }

    private record CountedLease<T>(T value, AtomicInteger leased, AtomicBoolean closed) implements Lease<T> {

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leased.decrementAndGet();
            }
        }
    }
}
