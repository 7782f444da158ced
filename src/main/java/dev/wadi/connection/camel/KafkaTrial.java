package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Tries a Kafka connection: reaches a broker, signs in and asks for the cluster. */
record KafkaTrial(String connId, Map<String, Object> properties) {

    private static final Set<String> OF_ADMIN = AdminClientConfig.configNames();

    String run(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        reach(timeout.dividedBy(2)); // the client would try brokers that are not there again until the time is over
        Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
        try {
            return ask(left);
        } catch (KafkaException e) {
            throw failure(reason(e), e);
        } catch (ExecutionException e) {
            throw failure(reason(e.getCause() == null ? e : e.getCause()), e);
        } catch (TimeoutException e) {
            throw failure("no answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the test was interrupted", e);
        }
    }

    private String ask(Duration timeout) throws ExecutionException, TimeoutException, InterruptedException {
        Admin admin = Admin.create(adminProperties(timeout));
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            int brokers = cluster.nodes()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .size();
            String id = cluster.clusterId().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return "Kafka cluster " + id + ", " + brokers + (brokers == 1 ? " broker" : " brokers");
        } finally {
            admin.close(Duration.ZERO); // without a time it waits for ever for a server that is silent
        }
    }

    private String servers() {
        return String.valueOf(properties.get("bootstrap.servers"));
    }

    private void reach(Duration timeout) {
        List<Tcp.Address> addresses = ComponentTrial.in(servers());
        List<String> failures = new ArrayList<>();
        for (Tcp.Address address : addresses) {
            Optional<String> failure = Tcp.failure(address, timeout.dividedBy(addresses.size()));
            if (failure.isEmpty()) {
                return;
            }
            failures.add(address + ": " + failure.get());
        }
        throw new ConnectionException(connId, "cannot reach a broker: " + String.join("; ", failures), null);
    }

    private Map<String, Object> adminProperties(Duration timeout) {
        Map<String, Object> own = new HashMap<>(properties);
        own.keySet().retainAll(OF_ADMIN);
        own.put("client.id", "wadi-test-" + connId);
        own.put("request.timeout.ms", (int) timeout.toMillis());
        own.put("default.api.timeout.ms", (int) timeout.toMillis());
        own.put("enable.metrics.push", false);
        return own;
    }

    private ConnectionException failure(String reason, Throwable cause) {
        return new ConnectionException(connId, "cannot ask the brokers " + servers() + ": " + reason, cause);
    }

    private String reason(Throwable failure) {
        if (failure instanceof SaslAuthenticationException) {
            return "the login or the password is wrong, or they do not have " + properties.get("sasl.mechanism");
        }
        if (failure instanceof SslAuthenticationException) {
            return "TLS: " + deepest(failure);
        }
        if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "they take connections and do not answer. Is security.protocol "
                    + properties.get("security.protocol") + " right?";
        }
        return deepest(failure);
    }

    private static String deepest(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
