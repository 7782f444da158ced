package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those of the conformance cases that were tried with Airflow itself. */
class ConnectionIdTest {

    private static final String CHARACTERS = "may hold letters, digits and _ # ! ( ) - . : / \\ only";

    static Stream<Arguments> cases() {
        return Stream.of(
                        Stream.of(
                                Arguments.of("I01", "my_conn", ""),
                                Arguments.of("I02", "a".repeat(250), ""),
                                Arguments.of("I03", "a".repeat(251), "must not be longer than 250 characters"),
                                Arguments.of("I04", "", "must not be empty"),
                                Arguments.of("I07", "ünï", ""),
                                Arguments.of("I09", "a\nb", CHARACTERS),
                                Arguments.of("I09b", "a\n", CHARACTERS),
                                Arguments.of("I10", "<script>alert(1)</script>", CHARACTERS),
                                Arguments.of("all characters", "aZ0_#!()-.:/\\", "")),
                        Stream.of("a b", "a@b", "a+b", "a,b", "a$b", "a*b", "{a}", "a?b", "a&b", "a=b", "a'b")
                                .map(id -> Arguments.of("I05", id, CHARACTERS)))
                .flatMap(arguments -> arguments);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void namesThatMayBeRead(String number, String connId, String problem) {
        assertThat(ConnectionId.problem(connId).orElse("")).as(number).isEqualTo(problem);
    }

    @ParameterizedTest(name = "S-32 {0}")
    @ValueSource(strings = {"../x", "a/b", "..", ".", "a..b", "a\\b", "a:b", "a#b", "a b", "", "(a)"})
    void namesThatMayNotBeCreated(String connId) {
        assertThat(ConnectionId.problemWhenNew(connId)).isPresent();
    }

    @Test
    void namesThatMayBeCreated() {
        assertThat(ConnectionId.problemWhenNew("my_conn-1.a")).isEmpty();
        assertThat(ConnectionId.problemWhenNew("ünï")).isEmpty();
        assertThat(ConnectionId.problemWhenNew("a".repeat(200))).isEmpty();
        assertThat(ConnectionId.problemWhenNew("a".repeat(201))).contains("must not be longer than 200 characters");
        assertThat(ConnectionId.problemWhenNew("../x"))
                .contains("must not be or hold '..', which is a way through folders");
        assertThat(ConnectionId.problemWhenNew("a/b")).contains("may hold letters, digits and _ - . only");
    }
}
