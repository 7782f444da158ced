package dev.wadi.connection.aws;

import dev.wadi.connection.tls.Authorities;
import dev.wadi.connection.tls.RegularFile;
import dev.wadi.connection.tls.Verify;
import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.utils.AttributeMap;

/** The HTTP client of a connection: time-outs, proxy, and whom it trusts. */
final class AwsHttp {

    private AwsHttp() {}

    static SdkHttpClient client(String connId, AwsSettings settings) {
        ClientSettings client = settings.client();
        ApacheHttpClient.Builder builder = ApacheHttpClient.builder()
                .connectionTimeout(client.connectTimeout())
                .socketTimeout(client.readTimeout())
                .maxConnections(client.maxPoolConnections())
                .tcpKeepAlive(client.tcpKeepalive());
        URI proxy = proxy(settings);
        if (proxy != null) {
            builder.proxyConfiguration(proxyConfiguration(proxy));
        }
        Path authorities = authorities(settings);
        if (authorities != null) {
            TrustManager[] trust = trust(connId, authorities);
            builder.tlsTrustManagersProvider(() -> trust);
        }
        return builder.buildWithDefaults(AttributeMap.builder()
                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, trustsAll(settings))
                .build());
    }

    /** Whether the server's certificate is not checked. */
    static boolean trustsAll(AwsSettings settings) {
        return Verify.isOff(settings.verify());
    }

    /** The file of authorities, or null for those of the JDK. */
    private static @Nullable Path authorities(AwsSettings settings) {
        String verify = settings.verify();
        return verify.isEmpty() || Verify.isOn(verify) || Verify.isOff(verify) ? null : Path.of(verify);
    }

    /** Whether the text can be a path, which the JDK decides. */
    static boolean isPath(String verify) {
        try {
            return !Path.of(verify).toString().isEmpty() || verify.isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static TrustManager[] trust(String connId, Path file) {
        try {
            return Authorities.managers(file);
        } catch (IOException e) {
            throw new ConnectionException(connId, "extra.verify: " + RegularFile.unread(String.valueOf(file), e), e);
        } catch (GeneralSecurityException e) {
            throw new ConnectionException(connId, "extra.verify: '" + file + "' is no PEM file of certificates", e);
        }
    }

    private static @Nullable URI proxy(AwsSettings settings) {
        String endpoint = settings.s3Endpoint();
        String scheme = endpoint != null && endpoint.startsWith("http:") ? "http" : "https";
        Object proxy = settings.client().proxies().get(scheme);
        return proxy == null ? null : URI.create(proxy.toString());
    }

    private static ProxyConfiguration proxyConfiguration(URI proxy) {
        ProxyConfiguration.Builder builder = ProxyConfiguration.builder()
                .endpoint(URI.create(proxy.getScheme() + "://" + proxy.getHost() + ":" + proxy.getPort()))
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false);
        String user = proxy.getRawUserInfo();
        if (user != null) {
            String[] parts = user.split(":", 2);
            builder.username(decoded(parts[0])).preemptiveBasicAuthenticationEnabled(true);
            builder.password(parts.length == 1 ? "" : decoded(parts[1]));
        }
        return builder.build();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
