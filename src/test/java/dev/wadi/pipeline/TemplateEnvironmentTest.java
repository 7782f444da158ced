package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateEnvironmentTest {

    @Test
    void templatesReadTheEnvironmentButNoKeysAndNoConnections() {
        Map<String, String> environment = Map.of(
                "LAKE_BUCKET", "s3://lake",
                "WADI_FERNET_KEY", "key",
                "WADI_API_TOKEN", "token",
                "AIRFLOW_CONN_MY_PG", "postgres://app:secret@db");

        Map<String, String> visible = TemplateEnvironment.of(environment);

        assertThat(visible).isEqualTo(Map.of("LAKE_BUCKET", "s3://lake"));
        assertThat(Templates.render("<< context.env.LAKE_BUCKET >>", new Scope(Map.of(), Map.of("env", visible))))
                .isEqualTo("s3://lake");
    }
}
