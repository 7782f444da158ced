package dev.wadi.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;

/** The same rows as {@link PipelineBench} moves, by the best plain Camel route that is known: read as maps, inserted in batches. */
final class PlainCamelRows {

    private static final int BATCH = 5_000;

    private PlainCamelRows() {}

    /** Arguments: the JDBC URL of PostgreSQL with a user, and the number of rows. Prints rows a second, without the start of Camel. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[1]);
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(arguments[0] + "&reWriteBatchedInserts=true&defaultRowFetchSize=" + BATCH);
            Main main = new Main();
            main.bind("pool", pool);
            main.configure().addRoutesBuilder(new Copy(rows));
            main.start();
            Exchange exchange = new DefaultExchange(main.getCamelContext());
            long begin = System.nanoTime();
            main.getCamelTemplate().send("direct:copy", exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            System.out.printf(Locale.ROOT, "%.0f%n", rows / ((System.nanoTime() - begin) / 1e9));
            main.stop();
        }
    }

    private static final class Copy extends RouteBuilder {

        private final int rows;

        Copy(int rows) {
            this.rows = rows;
        }

        @Override
        public void configure() {
            from("direct:copy")
                    .to("sql:select * from source limit " + rows + "?dataSource=#pool&outputType=StreamList")
                    .split(simple("${collate(" + BATCH + ")}"))
                    .streaming()
                    .stopOnException()
                    .to("sql:insert into target (id, customer, name, amount, created, score, paid, code) values"
                            + " (:#id, :#customer, :#name, :#amount, :#created, :#score, :#paid, :#code)"
                            + "?dataSource=#pool&batch=true");
        }
    }
}
