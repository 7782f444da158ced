package dev.wadi.connection.jdbc;

import dev.wadi.spi.EndpointSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.sql.SqlComponent;

/** Endpoints of camel-sql on one connection. */
final class SqlEndpoints {

    private SqlEndpoints() {}

    static Endpoint endpoint(
            CamelContext context, String connId, DataSource own, String path, Map<String, Object> options)
            throws Exception {
        SqlComponent component = new SqlComponent(context);
        component.setDataSource(shared(context, connId, own));
        component.setServiceLocationEnabled(false); // it would look for an address inside the proxy
        component.init();
        Map<String, Object> all = new HashMap<>(options);
        if (all.containsKey("dataSource")) {
            throw new IllegalArgumentException("dataSource is filled in by the connection '" + connId + "'. Remove it");
        }
        String statement = statement(connId, EndpointSource.decoded(path), all);
        all.put("query", statement);
        // The statement is an option, so that nothing in it is taken for a part of the URI; the URI is only a name.
        return component.createEndpoint("sql:" + encode(statement), all);
    }

    /**
     * The connection's own pool, which stays open as long as the endpoint is in use. Where routes know a DataSource under the
     * connection's id it takes part in their transactions.
     */
    private static DataSource shared(CamelContext context, String connId, DataSource own) {
        DataSource stable = context.getRegistry().lookupByNameAndType(connId, DataSource.class);
        return new VersionDataSource(own, stable == null ? own : stable);
    }

    private static String statement(String connId, String path, Map<String, Object> options) {
        Object query = options.get("query");
        if (query != null && !path.isBlank()) {
            throw new IllegalArgumentException(
                    "conn:" + connId + " has a statement in its path and another in query. Remove one of them");
        }
        String statement = query == null ? path : query.toString();
        if (statement.isBlank()) {
            throw new IllegalArgumentException(
                    "conn:" + connId + " needs a statement, such as conn:" + connId + "/select * from orders");
        }
        return statement;
    }

    private static String encode(String statement) {
        return URLEncoder.encode(statement, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
