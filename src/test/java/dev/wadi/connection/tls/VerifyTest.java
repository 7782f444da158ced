package dev.wadi.connection.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "on", "1"})
    void certificatesAreChecked(String verify) {
        assertThat(Verify.isOn(verify)).isTrue();
        assertThat(Verify.isOff(verify)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "no", "off", "0"})
    void certificatesAreNotChecked(String verify) {
        assertThat(Verify.isOff(verify)).isTrue();
        assertThat(Verify.isOn(verify)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/ca.pem", "false.pem"})
    void anythingElseIsAFile(String verify) {
        assertThat(Verify.isOn(verify) || Verify.isOff(verify)).isFalse();
    }
}
