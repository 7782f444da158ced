package dev.wadi.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of Amazon's security token service: it hands out one temporary key and says who asks. */
public final class TestingSts implements AutoCloseable {

    public static final String TEMPORARY_KEY = "ASIATEMPORARY";
    public static final String TEMPORARY_SECRET = "temporary-secret";
    public static final String TEMPORARY_TOKEN = "temporary-token";
    /** A role that nobody may assume. */
    public static final String FORBIDDEN_ROLE = "arn:aws:iam::123456789012:role/forbidden";

    /** A request: its parameters, and {@code Authorization}, which is empty when it was not signed. */
    public record Call(Map<String, String> parameters, String authorization) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public TestingSts() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> parameters = new TreeMap<>();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            for (String pair : body.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            calls.add(new Call(parameters, authorization == null ? "" : authorization));
            boolean forbidden = FORBIDDEN_ROLE.equals(parameters.get("RoleArn"));
            byte[] xml = (forbidden ? denied() : result(parameters.getOrDefault("Action", "")))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(forbidden ? 403 : 200, xml.length);
            exchange.getResponseBody().write(xml);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String denied() {
        return """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
                <Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error>\
                <RequestId>1</RequestId></ErrorResponse>""";
    }

    private static String result(String action) {
        String inner = action.equals("GetCallerIdentity")
                ? "<Arn>arn:aws:iam::123456789012:user/tester</Arn><UserId>AIDATESTER</UserId>"
                        + "<Account>123456789012</Account>"
                : credentials();
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>%2$s</%1$sResult>\
                <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></%1$sResponse>"""
                .formatted(action, inner);
    }

    private static String credentials() {
        return """
                <AssumedRoleUser><AssumedRoleId>AROA:tester</AssumedRoleId>\
                <Arn>arn:aws:sts::123456789012:assumed-role/reader/tester</Arn></AssumedRoleUser>\
                <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>\
                <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>"""
                .formatted(
                        TEMPORARY_KEY,
                        TEMPORARY_SECRET,
                        TEMPORARY_TOKEN,
                        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
