package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.EchoType.Tape;
import dev.wadi.connection.EchoType.Voice;
import dev.wadi.spi.ConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The beans of a connection, before and after it changes. */
class ConnectionBeansTest {

    private final EchoContext echo = new EchoContext();
    private final Registry registry = echo.camel.getRegistry();

    @AfterEach
    void close() {
        echo.close();
    }

    @Test
    void aBeanIsTheSameObjectAfterItsConnectionChanged() throws Exception {
        echo.open("my_echo", "one");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        assertThat(voice.say()).isEqualTo("one");

        echo.open("my_echo", "two");

        assertThat(registry.lookupByNameAndType("my_echo", Voice.class)).isSameAs(voice);
        assertThat(registry.lookupByName("my_echo")).isSameAs(voice);
        assertThat(echo.connections.bean("my_echo", Voice.class)).containsSame(voice);
        assertThat(voice.say()).isEqualTo("two");
    }

    @Test
    void aVersionThatNobodyUsesClosesAtOnce() {
        echo.open("my_echo", "one");
        echo.open("my_echo", "two");
        assertThat(echo.version(0).closed).isTrue();
        assertThat(echo.version(1).closed).isFalse();
    }

    @Test
    void aVersionStaysOpenUntilWhatItGaveIsClosed() {
        echo.open("my_echo", "one");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        Tape first = voice.record();
        Tape second = voice.record();

        echo.open("my_echo", "two");

        assertThat(first.play()).isEqualTo("one");
        first.close();
        first.close();
        assertThat(echo.version(0).closed).isFalse();
        second.close();
        assertThat(echo.version(0).closed).isTrue();
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void aCallThatFailsReturnsItsLease() {
        echo.open("my_echo", "mute");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        assertThatThrownBy(voice::say).isInstanceOf(EchoType.EchoException.class);
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void whoClosesABeanClosesNothing() throws Exception {
        echo.open("my_echo", "one");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        voice.close();
        assertThat(voice.say()).isEqualTo("one");
        assertThat(echo.version(0).closed).isFalse();
    }

    @Test
    void aBeanIsEqualToItselfAndNamesNoSecret() {
        echo.open("my_echo", "one");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        assertThat(voice.equals(voice)).isTrue();
        assertThat(voice.equals(echo.connections.bean("my_echo", Object.class).orElseThrow()))
                .isTrue();
        assertThat(voice).isNotEqualTo("x");
        assertThat(voice.hashCode()).isEqualTo(voice.hashCode());
        assertThat(voice).hasToString("Voice of a connection");
        assertThat(echo.connections.status("my_echo").orElseThrow().toString()).doesNotContain("hunter2", "one");
    }

    @Test
    void aValueIsLookedUpEachTime() {
        echo.open("my_echo", "one");
        assertThat(registry.lookupByNameAndType("my_echo", String.class)).isEqualTo("one");
        echo.open("my_echo", "two");
        assertThat(registry.lookupByNameAndType("my_echo", String.class)).isEqualTo("two");
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void aBeanIsFoundByNameAndNeverByTypeAlone() {
        echo.open("my_echo", "one");
        assertThat(registry.findByType(Voice.class)).isEmpty();
        assertThat(registry.findByTypeWithName(Voice.class)).isEmpty();
        assertThat(registry.findSingleByType(Voice.class)).isNull();
        assertThat(registry.lookupByNameAndType("my_echo", Integer.class)).isNull();
        assertThat(registry.lookupByName("my_ech")).isNull();
    }

    @Test
    void aConnectionThatCouldNotBeOpenedSaysSoWhenItIsUsed() {
        echo.open("my_echo", "one");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        ConnectionStatus status = echo.open("my_echo", "unusable");

        assertThat(status.state()).isEqualTo(ConnectionStatus.State.FAILING);
        assertThat(status.reason()).isEqualTo("connection 'my_echo': cannot be opened");
        assertThat(registry.lookupByNameAndType("my_echo", Voice.class)).isSameAs(voice);
        assertThatThrownBy(voice::say)
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_echo': it could not be opened. Try: wadi connections test my_echo");
    }

    @Test
    void aConnectionThatFailsDoesNotBreakLookUps() {
        echo.open("my_echo", "unusable");
        assertThat(registry.lookupByNameAndType("my_echo", Voice.class)).isNotNull();
        assertThat(registry.lookupByName("my_echo")).isNotNull();
    }

    @Test
    void aConnectionThatDoesNotExistIsNamedWithTheNearest() {
        echo.open("my_echo", "one");
        assertThatThrownBy(() -> echo.connections.use("my_ecko", open -> open))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_ecko': there is no such connection. Did you mean 'my_echo'? Try: wadi"
                        + " connections list");
    }

    @Test
    void aVersionThatCannotBeClosedHarmsNobody() throws Exception {
        echo.open("my_echo", "one");
        echo.version(0).failsToClose = true;
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        Tape tape = voice.record();
        echo.open("my_echo", "two");
        tape.close();
        assertThat(echo.version(0).closed).isTrue();
        assertThat(voice.say()).isEqualTo("two");
    }

    @Test
    void oneWhoCannotFollowAChangeDoesNotKeepTheOthers() {
        echo.open("my_echo", "one");
        CountDownLatch told = new CountDownLatch(1);
        LiveConnection live = echo.connections.required("my_echo");
        live.onChange(() -> {
            throw new IllegalStateException("cannot follow");
        });
        live.onChange(told::countDown);
        echo.open("my_echo", "two");
        assertThat(told.getCount()).isZero();
        assertThat(echo.version(0).closed).isTrue();
    }

    @Test
    void manyThreadsUseItWhileItChanges() throws Exception {
        echo.open("my_echo", "0");
        Voice voice = registry.lookupByNameAndType("my_echo", Voice.class);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<?>[] users = new Future<?>[4];
            for (int i = 0; i < users.length; i++) {
                users[i] = threads.submit(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        try (Tape tape = voice.record()) {
                            tape.play();
                        }
                        voice.say();
                    }
                    return null;
                });
            }
            for (int version = 1; version <= 200; version++) {
                echo.open("my_echo", Integer.toString(version));
            }
            for (Future<?> user : users) {
                user.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(echo.type.versions).hasSize(201);
        assertThat(echo.type.versions.stream().filter(version -> !version.closed))
                .containsExactly(echo.version(200));
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void closingAllOfThemClosesEachOnce() {
        echo.open("a", "one");
        echo.open("b", "two");
        echo.connections.close();
        assertThat(echo.type.versions).allMatch(version -> version.closed);
        assertThat(echo.connections.statuses()).isEmpty();
    }
}
