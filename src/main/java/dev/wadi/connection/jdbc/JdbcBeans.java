package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionBean;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What each SQL connection offers in Camel's registry. The transaction manager stands on the very object that
 * {@code sql:} and {@code jdbc:} find under the {@code conn_id}, because Spring knows a transaction's connection by its
 * {@code DataSource}.
 */
public final class JdbcBeans {

    private static final List<ConnectionBean<?>> ALL = List.of(
            new ConnectionBean<>(DataSource.class, LeasedDataSource::new),
            new ConnectionBean<>(
                    PlatformTransactionManager.class,
                    leases -> new DataSourceTransactionManager(leases.stable(DataSource.class))),
            new ConnectionBean<>(
                    TransactedPolicy.class,
                    leases -> new SpringTransactionPolicy(leases.stable(PlatformTransactionManager.class))));

    private JdbcBeans() {}

    /** For a type's {@code beans()}: the {@code DataSource}, its transaction manager, and the policy of {@code transacted}. */
    public static List<ConnectionBean<?>> all() {
        return ALL;
    }
}
