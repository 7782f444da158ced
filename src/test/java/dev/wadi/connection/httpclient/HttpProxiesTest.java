package dev.wadi.connection.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "https, api.example.com, one:3128",
        "https, other.example.com, two:3128",
        "http, x.example.com, three:80",
        "http, all.example.com, three:80",
    })
    void theNearestProxyIsUsed(String scheme, String host, String proxy) {
        HttpProxies proxies = HttpProxies.of(
                Map.of("https://api.example.com", "http://one:3128", "https", "two:3128", "all", "http://three"),
                Map.of());

        assertThat(proxies.proxyFor(new HttpHost(scheme, host, -1))).get().hasToString(proxy);
    }

    @ParameterizedTest
    @CsvSource({
        "*, api.example.com, true",
        "api.example.com, api.example.com, true",
        "example.com, api.example.com, true",
        ".example.com, api.example.com, true",
        "ample.com, api.example.com, false",
        "api.example.com:443, api.example.com, true",
        "api.example.com:8443, api.example.com, false",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "0.0.0.0/0, 11.1.2.3, true",
        "10.0.0.0/8, ten.example.com, false",
        "'a.example, b.example', b.example, true",
        "'', api.example.com, false",
    })
    void whatNoProxyNamesIsReachedDirectly(String direct, String host, boolean isDirect) {
        HttpProxies proxies = HttpProxies.of(Map.of("all", "http://proxy:3128", "no_proxy", direct), Map.of());

        assertThat(proxies.proxyFor(new HttpHost("https", host, -1)).isEmpty()).isEqualTo(isDirect);
    }

    @Test
    void theEnvironmentCountsOnlyWhenNoProxyIsNamed() {
        Map<String, String> environment =
                Map.of("https_proxy", "http://env:1", "HTTP_PROXY", "http://ENV:2", "NO_PROXY", "internal");

        assertThat(HttpProxies.of(Map.of(), environment).proxyFor(new HttpHost("https", "x", -1)))
                .get()
                .hasToString("env:1");
        assertThat(HttpProxies.of(Map.of(), environment).proxyFor(new HttpHost("http", "x", -1)))
                .get()
                .hasToString("ENV:2");
        assertThat(HttpProxies.of(Map.of(), environment).proxyFor(new HttpHost("http", "a.internal", -1)))
                .isEmpty();
        assertThat(HttpProxies.of(Map.of("http", "http://own:3"), environment).proxyFor(new HttpHost("https", "x", -1)))
                .isEmpty();
    }

    @Test
    void thisMachineIsNotReachedThroughAProxyOfTheEnvironment() {
        HttpProxies proxies = HttpProxies.of(Map.of(), Map.of("all_proxy", "http://env:1"));

        assertThat(proxies.proxyFor(new HttpHost("http", "localhost", 8080))).isEmpty();
        assertThat(proxies.proxyFor(new HttpHost("http", "127.0.0.1", 8080))).isEmpty();
        assertThat(proxies.proxyFor(new HttpHost("http", "example.com", 8080))).isPresent();
    }

    @Test
    void aProxyIsShownWithoutItsLogin() {
        HttpProxies proxies = HttpProxies.of(Map.of("all", "http://user:pa55@proxy:3128"), Map.of());

        assertThat(proxies.proxyFor(new HttpHost("http", "x", -1))).get().hasToString("proxy:3128");
        assertThat(proxies).hasToString("HttpProxies[all]");
    }
}
