package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws_secret_access_key",
                "aws_session_token",
                "aws_access_key_id",
                "api-key",
                "X-Api-Key",
                "private_key_file",
                "sslpassword",
                "refresh_token",
                "client_secret",
                "sas_token",
                "tokenizer",
                "secretary",
                "http_proxy",
                "privateKey",
                "connectionString",
                "PRIVATE_KEY",
                "apiKey",
                "APIKey",
                "awsSecretAccessKey",
                "Authorization",
                " password ",
                "keyfile_dict",
                "webhookUrl",
                "extra__http__password"
            })
    void namesOfSecrets(String name) {
        assertThat(Masking.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslkey",
                "key_path",
                "key_file",
                "login",
                "host",
                "sslmode",
                "maximumPoolSize",
                "region_name",
                "passive",
                ""
            })
    void otherNames(String name) {
        assertThat(Masking.isSecret(name)).isFalse();
    }

    @Test
    void valuesAreMaskedAtAnyDepth() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("sslmode", "require");
        values.put("password", "x");
        values.put("empty_token", "");
        values.put("secret_number", 5);
        values.put("nothing_secret", null);
        values.put("secret_flag", true);
        values.put("keyfile_dict", Map.of("a", Map.of("b", "x")));
        values.put("list", List.of(Map.of("token", "x", "name", "y"), "z"));
        values.put("url", "https://u:p@h/");
        assertThat(Masking.mask(values).toString())
                .startsWith("{sslmode=require, password=***, empty_token=, secret_number=***, nothing_secret=null,"
                        + " secret_flag=true, keyfile_dict={a={b=***}}, list=[{")
                .contains("token=***", "name=y", ", z], url=https://u:***@h/}");
        assertThat(values).containsEntry("password", "x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        https://user:pass@host/x            | https://user:***@host/x
        https://token@host/x                | https://***@host/x
        jdbc:postgresql://u:p@h:5432/db     | jdbc:postgresql://u:***@h:5432/db
        jdbc:mysql://h/db?user=u&password=p | jdbc:mysql://h/db?user=u&password=***
        jdbc:sqlserver://h;password=p;a=b   | jdbc:sqlserver://h;password=***;a=b
        a smtp://u:p@w@h: refused           | a smtp://u:***@h: refused
        https://h/a@b                       | https://h/a@b
        mail to a@b.c                       | mail to a@b.c
        https://h?x=1&api_key=k#f           | https://h?x=1&api_key=***#f
        """)
    void urlsInTexts(String text, String masked) {
        assertThat(Masking.maskUrls(text)).isEqualTo(masked);
    }
}
