package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of the mysql type rely on. */
class TestingMySqlServersIT {

    enum Server {
        MARIADB,
        MYSQL;

        TestingMySqlServer get() {
            return this == MARIADB ? TestingMariaDb.shared() : TestingMySql.shared();
        }
    }

    @Test
    void theyAreWhatTheySay() {
        assertThat(TestingMariaDb.shared().query("SELECT version()")).containsExactly("11.4.5-MariaDB");
        assertThat(TestingMySql.shared().query("SELECT version()")).containsExactly("8.0.15");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsRejected(Server server) {
        String url = "jdbc:mysql://localhost:" + server.get().port() + "/sales?user=app&password=guess";
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied for user 'app'");
    }

    @ParameterizedTest
    @EnumSource
    void theUserWithACertificateNeedsIt(Server server) {
        String url = "jdbc:mysql://localhost:" + server.get().port() + "/sales?user=certified";
        assertThatThrownBy(() -> {
                    Properties properties = new Properties();
                    properties.setProperty("password", TestingMySqlServer.PASSWORD);
                    DriverManager.getConnection(url, properties);
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied for user 'certified'");
    }
}
