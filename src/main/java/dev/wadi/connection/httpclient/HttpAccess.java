package dev.wadi.connection.httpclient;

import dev.wadi.connection.tls.Verify;
import dev.wadi.spi.SettingProblems;
import java.time.Duration;
import java.util.List;

/**
 * All that is needed to speak to one origin.
 *
 * @param headers added to requests to the origin
 * @param proxies the ways through proxies
 * @param verify {@code true}, {@code false}, or the PEM file of the authorities that are trusted
 * @param cert nothing, the PEM file of the client's certificate and key, or the two files
 * @param timeout of connecting and of each wait for data; zero waits for ever
 * @param maxRedirects how many redirects are followed; 0 follows none
 * @param streams whether {@code conn:} gives bodies as streams that are read once
 * @param checksAnswers whether {@code conn:} fails for answers that are neither 2xx nor 3xx
 * @param maxConnections how many are open at a time
 */
public record HttpAccess(
        HttpAddress address,
        RequestHeaders headers,
        HttpProxies proxies,
        String verify,
        List<String> cert,
        Duration timeout,
        int maxRedirects,
        boolean streams,
        boolean checksAnswers,
        int maxConnections) {

    /** How many connections are open at a time, unless it is said. */
    public static final int MAX_CONNECTIONS = 100;

    /** Warns when certificates are not checked. */
    public static void checkVerify(String verify, SettingProblems problems) {
        if (Verify.isOff(verify)) {
            problems.warning(
                    "extra.verify",
                    "the server's certificate is not checked, so anybody on the way can read and change what is sent",
                    "Name the PEM file of the authority that signed it");
        }
    }

    public HttpAccess {
        cert = List.copyOf(cert);
    }
}
