package dev.wadi.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.time.Duration;

/**
 * Asks the service of this machine whether it is alive, for the container's health check. It needs no other class of Wadi or of
 * its libraries, so that it starts in a tenth of a second.
 */
public final class HealthProbe {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(4).toMillis();

    private HealthProbe() {}

    /** Exits with 0 when it is, and with 1, saying why, when it is not. {@code WADI_API_HOST} and {@code WADI_API_PORT} say where. */
    public static void main(String[] arguments) {
        String host = System.getenv().getOrDefault("WADI_API_HOST", "127.0.0.1");
        int port = Integer.parseInt(System.getenv().getOrDefault("WADI_API_PORT", "8081"));
        try {
            InetAddress listens = InetAddress.getByName(host);
            String asked = listens.isAnyLocalAddress() ? "127.0.0.1" : host;
            System.exit(ask(new URL("http", asked, port, "/health/live")));
        } catch (IOException e) {
            System.err.println("the service does not answer: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int ask(URL url) throws IOException {
        HttpURLConnection asked = (HttpURLConnection) url.openConnection();
        asked.setConnectTimeout(TIMEOUT_MILLIS);
        asked.setReadTimeout(TIMEOUT_MILLIS);
        int status = asked.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return 0;
        }
        System.err.println(url + " answers " + status);
        return 1;
    }
}
