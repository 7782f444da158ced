package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of the specification, https://github.com/fernet/spec. */
class FernetTest {

    private static final String KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private static final String HELLO =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7Jcbmr" + "R64jVmpU4IwqDA==";

    private final Fernet fernet = new Fernet(KEY);

    @Test
    void encryptsAsTheSpecificationDoes() {
        Instant now = OffsetDateTime.parse("1985-10-26T01:20:00-07:00").toInstant();
        byte[] iv = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        assertThat(fernet.encrypt("hello", now, iv)).isEqualTo(HELLO);
    }

    @Test
    void decryptsAsTheSpecificationDoes() {
        assertThat(fernet.decrypt(HELLO)).contains("hello");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "incorrect mac, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
        "too short, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==",
        "invalid base64, %%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
        "payload size not multiple of block size, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
        "payload padding error, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
        "incorrect IV (causes padding error), gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ=="
    })
    void refusesWhatTheSpecificationCallsInvalid(String reason, String token) {
        assertThat(fernet.decrypt(token)).as(reason).isEmpty();
    }

    /** The specification refuses these two by a time to live, which secrets in files do not have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
                "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q=="
            })
    void secretsDoNotExpire(String token) {
        assertThat(fernet.decrypt(token)).isPresent();
    }

    @Test
    void theFirstKeyEncryptsAndAllDecrypt() {
        String newKey = Fernet.newKey();
        Fernet both = new Fernet(newKey + ", " + KEY);
        assertThat(both.decrypt(HELLO)).contains("hello");
        String token = both.encrypt("wörld");
        assertThat(new Fernet(newKey).decrypt(token)).contains("wörld");
        assertThat(fernet.decrypt(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789012345",
                "0123456789abcdef",
                "a longer text, of more than three blocks of sixteen bytes"
            })
    void textOfAnyLengthComesBack(String text) {
        String token = fernet.encrypt(text);
        assertThat(Fernet.isToken(token)).isTrue();
        assertThat(fernet.decrypt(token)).contains(text);
        assertThat(fernet.encrypt(text)).isNotEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gAAAA",
                "gAAAAAAdwJ6w",
                "password",
                "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=="
            })
    void otherTextIsNoToken(String text) {
        assertThat(Fernet.isToken(text)).isFalse();
    }

    @Test
    void aWrongKeyIsNamedByItsNumberOnly() {
        String tooShort = Base64.getUrlEncoder().encodeToString(new byte[31]);
        assertThatThrownBy(() -> new Fernet(KEY + "," + tooShort))
                .hasMessage("Fernet key 2 is not 32 bytes in base64url, which are 44 characters");
        assertThatThrownBy(() -> new Fernet(""))
                .hasMessage("Fernet key 1 is not 32 bytes in base64url, which are 44 characters");
    }
}
