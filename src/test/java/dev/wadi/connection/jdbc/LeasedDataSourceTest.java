package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Leases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;

class LeasedDataSourceTest {

    private final JdbcConnection open = new JdbcConnection(
            new TestingContext("small"),
            new JdbcDatabase(
                    new DriverSource(new JDBC(), "jdbc:sqlite::memory:", Map.of(), timeout -> Map.of()),
                    "memory",
                    PoolSettings.defaults().withSize(1, 0)));
    private final OpenBeans beans = new OpenBeans(open);
    private final DataSource dataSource = beans.dataSource();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aConnectionHoldsALeaseUntilItIsClosed() throws SQLException {
        Connection connection = dataSource.getConnection();
        assertThat(beans.leased()).isEqualTo(1);
        connection.close();
        connection.close();
        assertThat(beans.leased()).isZero();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void aFailureOfADriverIsItsOwnAndSaysBesideWhichConnectionItIsAbout() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select no_such_column"))
                    .isInstanceOf(SQLiteException.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .isInstanceOf(ConnectionException.class)
                            .hasToString(
                                    "dev.wadi.spi.ConnectionException: connection 'small': [SQLITE_ERROR] SQL error or"
                                            + " missing database (no such column: no_such_column)"));
        }
    }

    @Test
    void closingTheConnectionOfAStatementReturnsTheLease() throws SQLException {
        Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        assertThat(statement.getConnection()).isSameAs(connection);
        statement.getConnection().close();
        assertThat(beans.leased()).isZero();
    }

    @Test
    void closingTheConnectionOfItsMetadataReturnsTheLease() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.getMetaData().getConnection().close();
        assertThat(beans.leased()).isZero();
    }

    @Test
    void anUnwrappedConnectionIsTheLeasedOneUnlessTheDriversOwnIsAsked() throws SQLException {
        Connection connection = dataSource.getConnection();
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.isWrapperFor(SQLiteConnection.class)).isTrue();
        assertThat(connection.unwrap(SQLiteConnection.class)).isNotNull();
        connection.unwrap(Connection.class).close();
        assertThat(beans.leased()).isZero();
    }

    @Test
    void anAbortedConnectionReturnsTheLeaseAndLeavesThePool() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.abort(Runnable::run);
        assertThat(beans.leased()).isZero();
        try (Connection next = dataSource.getConnection()) {
            assertThat(next.isValid(1)).isTrue();
        }
    }

    @Test
    void aConnectionEqualsItselfOnly() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Set.of(connection))
                    .contains(connection)
                    .doesNotContain(connection.unwrap(SQLiteConnection.class));
        }
    }

    @Test
    void theDriversExceptionsComeThrough() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> connection.createStatement().execute("nonsense"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("syntax error");
        }
    }

    @Test
    void aMissingConnectionIsAnSqlException() {
        Leases<DataSource> missing = () -> {
            throw new ConnectionException("gone", "it is not defined", null);
        };
        assertThatThrownBy(() -> new LeasedDataSource(missing).getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessage("connection 'gone': it is not defined");
    }

    @Test
    void aFullPoolSaysItsStateAndWhatToDo() throws SQLException {
        JdbcConnection impatient = new JdbcConnection(
                new TestingContext("warehouse"),
                new JdbcDatabase(
                        new DriverSource(new JDBC(), "jdbc:sqlite::memory:", Map.of(), timeout -> Map.of()),
                        "memory",
                        new PoolSettings(1, 0, 300, 0, 0, 0, 250, 0)));
        DataSource full = new OpenBeans(impatient).dataSource();
        try (Connection first = full.getConnection()) {
            assertThat(first.isValid(1)).isTrue();
            assertThatThrownBy(full::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("connection 'warehouse': no database connection within 300 ms (active 1, idle 0,"
                            + " waiting 0). Try: wadi connections test warehouse");
        }
        impatient.close();
    }

    @Test
    void aTransactionUsesOneConnectionAndReturnsItsLease() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.execute("create table t (id integer)");
        TransactionTemplate transaction = new TransactionTemplate(beans.bean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            template.update("insert into t values (1)");
            template.update("insert into t values (2)");
            assertThat(beans.leased()).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(template.queryForObject("select count(*) from t", Integer.class))
                .isZero();
        assertThat(beans.leased()).isZero();
    }

    @Test
    void withinATransactionItGivesTheTransactionsConnection() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.execute("create table t (id integer)");
        TransactionTemplate transaction = new TransactionTemplate(beans.bean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            template.update("insert into t values (1)");
            insertAndCommitByHand(2);
        });
        assertThat(template.queryForObject("select count(*) from t", Integer.class))
                .isEqualTo(2);
        transaction.executeWithoutResult(status -> {
            insertAndCommitByHand(3);
            status.setRollbackOnly();
        });
        assertThat(template.queryForObject("select count(*) from t", Integer.class))
                .isEqualTo(2);
        assertThat(beans.leased()).isZero();
    }

    @Test
    void rollingBackByHandRollsBackTheWholeTransaction() {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.execute("create table t (id integer)");
        TransactionTemplate transaction = new TransactionTemplate(beans.bean(PlatformTransactionManager.class));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    template.update("insert into t values (1)");
                    rollBackByHand();
                }))
                .isInstanceOf(UnexpectedRollbackException.class);
        assertThat(template.queryForObject("select count(*) from t", Integer.class))
                .isZero();
    }

    private void insertAndCommitByHand(int id) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                insert.setInt(1, id);
                insert.executeUpdate();
                assertThat(insert.getConnection()).isSameAs(connection);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rollBackByHand() {
        try (Connection connection = dataSource.getConnection()) {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTestSaysWhatAnswered() {
        assertThat(open.test(Duration.ofSeconds(5))).startsWith("SQLite 3.");
    }
}
