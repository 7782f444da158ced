package dev.wadi.connection.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAddressTest {

    /**
     * The cases of Airflow's hook by their numbers. H5 differs: Airflow puts the port behind the path. H6, which has no
     * host, is refused.
     */
    @ParameterizedTest
    @CsvSource({
        "H1, api.example.com, , , /v1/x, http://api.example.com/v1/x",
        "H2, api.example.com, https, 443, v1/x, https://api.example.com:443/v1/x",
        "H3, https://api.example.com, http, 8443, v1, https://api.example.com:8443/v1",
        "H4, https://api.example.com/, , , /v1, https://api.example.com//v1",
        "H5, https://api.example.com/base, , 8443, v1, https://api.example.com:8443/base/v1",
        "path, api.example.com/base, https, 8443, v1, https://api.example.com:8443/base/v1",
        "own port, api.example.com:8080, , , v1, http://api.example.com:8080/v1",
        "same port, http://api.example.com:8080, , 8080, v1, http://api.example.com:8080/v1",
        "case, HTTPS://API.Example.com/Base, , , v1, https://api.example.com/Base/v1",
        "IPv6, '[::1]', , 8080, v1, http://[::1]:8080/v1",
        "bare IPv6, ::1, , 8080, v1, http://[::1]:8080/v1",
        "IPv6 in a URL, 'https://[fe80::1]:8443/x', , , v1, https://[fe80::1]:8443/x/v1",
        "IPv4, 127.0.0.1, , 8080, , http://127.0.0.1:8080",
        "not ASCII, bücher.example/größe, , , '', http://xn--bcher-kva.example/gr%C3%B6%C3%9Fe",
        "spaces around it, ' api.example.com ', , , v1, http://api.example.com/v1",
    })
    void aUrlIsMadeOfHostSchemaAndPort(
            String number, String host, String schema, Integer port, String endpoint, String url) throws Exception {
        HttpAddress address = HttpAddress.parse(host, schema == null ? "http" : schema, port);

        assertThat(address.resolve(endpoint == null ? "" : endpoint)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https:// | host names no host",
                "/v1 | host names no host",
                "api.example.com@evil.example | host must not hold a login",
                "https://user:pa55@evil.example | host must not hold a login",
                "https://api.example.com?x=1 | host must not hold a query or a fragment",
                "https://api.example.com#@evil.example | host must not hold a login",
                "https://api.example.com\\@evil.example | host must not hold a login",
                "https://api.example.com\\.evil.example | host must not hold spaces, control characters or \\",
                "api.example.com evil | host must not hold spaces, control characters or \\",
                "https://api.exam%70le.com | host 'api.exam%70le.com' is not a host name",
                "https://-x- | host '-x-' is not a host name",
                "https://[::1 | host '[' is not a host name",
                "https://[::1]evil.example | host '[::1]evil.example' is not a host name",
                "ftp://api.example.com | host must begin with http:// or https://, not with ftp://",
                "http://https://api.example.com | host has a port that is no number from 1 to 65535",
                "api.example.com:99999 | host has a port that is no number from 1 to 65535",
                "api.example.com:0 | host has a port that is no number from 1 to 65535",
                "api.example.com:8080,evil.example | host has a port that is no number from 1 to 65535",
                "my_service | host 'my_service' has an underscore, which no host name in a URL may have",
                "api.example.com/a\"b | host has a path with characters that a URL cannot have",
            },
            ignoreLeadingAndTrailingWhitespace = true)
    void nothingButAHostAndAPathIsAHost(String host, String message) {
        assertThatThrownBy(() -> HttpAddress.parse(host, "http", null))
                .isInstanceOf(BadAddressException.class)
                .hasMessage(message);
    }

    @Test
    void aLineBreakIsNoPartOfAHost() {
        assertThatThrownBy(() -> HttpAddress.parse("api.example.com/\r\nX-Evil: 1", "http", null))
                .hasMessage("host must not hold spaces, control characters or \\");
    }

    @Test
    void aPortThatIsSaidTwiceMustBeTheSame() {
        assertThatThrownBy(() -> HttpAddress.parse("https://api.example.com:8443", "http", 443))
                .hasMessage("port is 443, and the host has port 8443");
    }

    @Test
    void anotherSchemaIsNoSchema() {
        assertThatThrownBy(() -> HttpAddress.parse("api.example.com", "v1", null))
                .hasMessage("schema must be http or https, was v1");
    }

    @Test
    void anOriginIsSchemeHostAndPort() throws Exception {
        HttpAddress address = HttpAddress.parse("https://api.example.com/v1", "http", null);

        assertThat(address.isOrigin(new HttpHost("https", "API.example.com", -1)))
                .isTrue();
        assertThat(address.isOrigin(new HttpHost("https", "api.example.com", 443)))
                .isTrue();
        assertThat(address.isOrigin(new HttpHost("http", "api.example.com", 443)))
                .isFalse();
        assertThat(address.isOrigin(new HttpHost("https", "api.example.com", 8443)))
                .isFalse();
        assertThat(address.isOrigin(new HttpHost("https", "api.example.com.evil.example", 443)))
                .isFalse();
        assertThat(HttpAddress.parse("::1", "http", 80).isOrigin(new HttpHost("http", "::1", 80)))
                .isTrue();
    }
}
