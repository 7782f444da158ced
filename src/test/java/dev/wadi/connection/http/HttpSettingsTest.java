package dev.wadi.connection.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.httpclient.OpenedFiles;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {

    @Test
    void aPlainConnectionHasNoProblems() {
        assertThat(OpenedFiles.problems("api: {conn_type: http, host: api.example.com, schema: https}"))
                .isEmpty();
    }

    @Test
    void everyExtraOfAirflowIsKnown() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        api:
                          conn_type: http
                          host: https://api.example.com
                          extra:
                            stream: true
                            cert: [client.crt, client.key]
                            proxies: {https: 'http://user:pa55@proxy:3128', no_proxy: internal}
                            timeout: 7.5
                            verify: /etc/ssl/ca.pem
                            allow_redirects: false
                            max_redirects: 3
                            trust_env: false
                            check_response: false
                            srv_lookup: false
                            Accept: application/json
                            headers: {X-Tenant: one}
                            wadi: {test_path: health, test_method: get, max_connections: 5}
                        """))
                .isEmpty();
    }

    @Test
    void everyExtraMayBeTextAndHaveItsOtherName() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        api:
                          conn_type: http
                          host: https://api.example.com
                          extra:
                            stream: "True"
                            cert: client.pem
                            proxy: '{"http": "http://proxy:3128"}'
                            timeout: "30"
                            verify_ssl: "true"
                            allow_redirects: "false"
                            max_redirects: "3"
                        """))
                .isEmpty();
    }

    @Test
    void aUriOfTheTypeHttpsGoesOverTls() {
        try (OpenedFiles opened = OpenedFiles.open("api: https://api.example.com:8443/v1")) {
            assertThat(opened.connections().<String>use("api", Object::toString))
                    .isEqualTo("connection 'api' to api.example.com:8443");
        }
        assertThat(OpenedFiles.problems("api: {conn_type: https, host: api.example.com, schema: http}"))
                .containsExactly("test.yaml:1:56: warning: api.schema: is http, and the type is https. Remove it.");
    }

    @Test
    void aConnectionWithoutAHostIsRefused() {
        assertThat(OpenedFiles.problems("api: {conn_type: http, schema: https}"))
                .containsExactly(
                        "test.yaml:1:1: api.host: is missing. Set it, for example https://api.example.com/v1.");
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        api:
                          conn_type: http
                          host: https://api.example.com
                          login: app
                          schema: http
                          extra:
                            verify: false
                            srv_lookup: true
                            authorization: Bearer abc
                        """))
                .containsExactly(
                        "test.yaml:5:11: warning: api.schema: is http, and the host says https. Remove it.",
                        "test.yaml:7:13: warning: api.extra.verify: the server's certificate is not checked, so anybody on the way"
                                + " can read and change what is sent. Name the PEM file of the authority that signed it.",
                        "test.yaml:8:17: api.extra.srv_lookup: hosts are not looked up by SRV records. Remove it, and"
                                + " give the host and port that the records name.",
                        "test.yaml:9:20: warning: api.extra.authorization: is not sent, because there is a login. Remove either"
                                + " this header or the login.");
    }

    @Test
    void credentialsWithoutTlsAreAWarning() {
        assertThat(OpenedFiles.problems("api: {conn_type: http, host: api.example.com, login: app, password: x}"))
                .containsExactly("test.yaml:1:30: warning: api.host: credentials are sent without encryption to"
                        + " http://api.example.com. Use https if the server has it.");
    }

    @Test
    void whatCannotBeAHeaderIsRefused() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        api:
                          conn_type: http
                          host: https://api.example.com
                          extra:
                            X-Number: 5
                            "X-Evil\\r\\nX-Other": one
                            X-Split: "one\\r\\nX-Other: two"
                            X-Object: {a: b}
                            Host: evil.example
                            Transfer-Encoding: chunked
                            headers: {x-number: "5", X-Größe: "1"}
                            headrs: {}
                        """))
                .containsExactly(
                        "test.yaml:5:15: api.extra.X-Number: a header must be text, was 5. Put it into quotes: \"5\".",
                        "test.yaml:6:26: api.extra.X-Evil X-Other: what is no setting is sent as a header, and this"
                                + " is no header name. Remove it.",
                        "test.yaml:7:14: api.extra.X-Split: a header may hold printable ASCII characters only. Remove the"
                                + " others.",
                        "test.yaml:8:15: api.extra.X-Object: what is no setting is sent as a header, and a header must be"
                                + " text. Remove it.",
                        "test.yaml:9:11: api.extra.Host: this header is made for each request. Remove it.",
                        "test.yaml:10:24: api.extra.Transfer-Encoding: this header is made for each request. Remove it.",
                        "test.yaml:11:25: api.extra.headers.x-number: the header x-number is there twice. Remove one of"
                                + " them.",
                        "test.yaml:11:39: api.extra.headers.X-Größe: what is no setting is sent as a header, and this is"
                                + " no header name. Remove it.",
                        "test.yaml:12:13: api.extra.headrs: what is no setting is sent as a header, and a header must be"
                                + " text. Remove it.");
    }

    @Test
    void aTextThatIsCalledHeadersIsAHeaderAsInAirflow() {
        assertThat(OpenedFiles.problems("api: https://api.example.com?headers=header"))
                .isEmpty();
    }

    @Test
    void aProxyMustBeAnHttpProxy() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        api:
                          conn_type: http
                          host: https://api.example.com
                          extra:
                            proxies: {https: 'socks5://user:pa55@proxy:1080', all: 'https://proxy'}
                        """))
                .containsExactlyInAnyOrder(
                        "test.yaml:5:22: api.extra.proxies.https: is no URL of an HTTP proxy. Write it as"
                                + " http://proxy.example.com:3128, with login:password@ before the host if it needs them.",
                        "test.yaml:5:60: api.extra.proxies.all: is no URL of an HTTP proxy. Write it as"
                                + " http://proxy.example.com:3128, with login:password@ before the host if it needs them.");
    }
}
