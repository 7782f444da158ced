package dev.wadi.connection.aws;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.DuckDb;
import dev.wadi.connection.tabular.MarkText;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingRun;
import dev.wadi.testing.TestingRun.Sink;
import dev.wadi.testing.TestingS3;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Taps and sinks of S3. */
class AwsTableIT {

    private static final TestingS3 S3 = TestingS3.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();
    private final String bucket = "tables-" + NUMBER.incrementAndGet();
    private final S3Client server = S3.client();

    @BeforeEach
    void start() {
        server.createBucket(request -> request.bucket(bucket));
        connections.open(connection("my_aws", "aws")
                .login(TestingS3.ACCESS_KEY)
                .password(TestingS3.SECRET_KEY)
                .extra("endpoint_url", S3.url())
                .extra("service_config", Map.of("s3", Map.of("bucket_name", bucket))));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        connections.close();
        run.close();
    }

    private void put(String key, String text) {
        server.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    /** The keys without the marks. */
    private List<String> keys() {
        return server.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .filter(key -> !key.endsWith(".wadi-run"))
                .sorted()
                .toList();
    }

    private <T> T used(Callable<T> work) throws Exception {
        return work.call();
    }

    private Object open() {
        return connections.connections().use("my_aws", open -> open);
    }

    private long sink(SinkStage stage, String sql) throws Exception {
        try (BatchReader rows = DuckDb.query(run.duckdb(), sql, run.allocator())) {
            return used(() -> ((Sinkable) open()).sink(stage, rows));
        }
    }

    private Optional<RunMark> lastMark(SinkStage stage) throws Exception {
        return used(() -> ((Sinkable) open()).lastMark(stage));
    }

    private List<String> tap(String locator) throws Exception {
        return tap(locator, "select * from t");
    }

    private List<String> tap(String locator, String sql) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BatchReader reader = used(() -> ((Tappable) open()).tap(run.tap(null, locator, Map.of())));
                DuckDb.Registered registered = DuckDb.register(run.duckdb(), "t", reader, run.allocator());
                Statement statement = run.duckdb().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", values));
            }
            assertThat(registered.failure()).isNull();
        }
        return lines;
    }

    private void assertFails(Sink stage, String message) {
        assertThatThrownBy(() -> sink(stage, "select 1 as n")).hasMessage(message.replace("BUCKET", bucket));
    }

    private static RunMark mark(String id) {
        return new RunMark("testing", "sink", id, 0, Map.of());
    }

    @Test
    void objectsOfAPatternAreReadInTheOrderOfTheirKeys() throws Exception {
        put("in/2.csv", "a,b\n3,4\n");
        put("in/1.csv", "a,b\n1,2\n");
        put("in/deep/3.csv", "a,b\n5,6\n");
        put("in/", "");

        assertThat(tap("in/*.csv")).containsExactly("1|2", "3|4");
        assertThat(tap("s3://" + bucket + "/in/**/3.csv")).containsExactly("5|6");
        assertThat(tap("in/1.csv")).containsExactly("1|2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/none.csv|connection 'my_aws': there is no object s3://BUCKET/in/none.csv",
                "in/n*.csv|connection 'my_aws': no object matches s3://BUCKET/in/n*.csv",
                "s3://absent-bucket/x.csv|connection 'my_aws': cannot read s3://absent-bucket/x.csv: there is no such bucket (NoSuchBucket, HTTP 404)",
                "s3://absent-bucket|locator: 's3://absent-bucket' names no object. Write bucket/key, or key where the connection has a bucket",
                "bad.csv|s3://BUCKET/bad.csv, line 3: has 3 fields where 2 are expected",
            })
    void whatCannotBeReadIsNamed(String locator, String message) {
        put("bad.csv", "a,b\n1,2\n1,2,3\n");
        assertThatThrownBy(() -> tap(locator.replace("BUCKET", bucket))).hasMessage(message.replace("BUCKET", bucket));
    }

    @Test
    void anObjectIsReplacedAndRemembersTheRun() throws Exception {
        assertThat(lastMark(run.sink("out/x.parquet", SinkMode.REPLACE))).isEmpty();
        assertThat(sink(run.sink("out/x.parquet", SinkMode.REPLACE), "select 1 as n"))
                .isEqualTo(1);
        sink(run.sink("out/x.parquet", SinkMode.REPLACE).withMark(mark("run-2")), "select 2 as n");

        assertThat(tap("out/x.parquet")).containsExactly("2");
        assertThat(keys()).containsExactly("out/x.parquet");
        assertThat(lastMark(run.sink("out/x.parquet", SinkMode.REPLACE))).contains(mark("run-2"));
    }

    @Test
    void aLargeObjectIsSentInParts() throws Exception {
        sink(run.sink("big.csv", SinkMode.REPLACE), "select range as n, md5(range::varchar) as t from range(600000)");

        assertThat(server.headObject(request -> request.bucket(bucket).key("big.csv"))
                        .contentLength())
                .isGreaterThan(20_000_000);
        assertThat(tap("big.csv", "select count(*), sum(n) from t")).containsExactly("600000|179999700000");
    }

    @Test
    void aSourceThatBreaksLeavesTheObjectAsItWas() throws Exception {
        sink(run.sink("x.csv", SinkMode.REPLACE), "select 1 as n");
        assertThatThrownBy(
                        () -> sink(
                                run.sink("x.csv", SinkMode.REPLACE),
                                "select case when range = 500000 then error('the source broke') else 'x' end as n from range(600000)"))
                .hasMessageContaining("the source broke");

        assertThat(tap("x.csv")).containsExactly("1");
        assertThat(server.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }

    @Test
    void appendAddsAnObjectOfTheRunBelowAKey() throws Exception {
        Sink below = run.sink("out/", SinkMode.APPEND).withParams(Map.of("format", "json"));
        sink(below, "select 1 as n");
        sink(below.withMark(mark("run-2")), "select 2 as n");
        sink(run.sink("day-{run}.csv", SinkMode.APPEND), "select 3 as n");

        assertThat(keys()).containsExactly("day-run-1.csv", "out/sink-run-1.jsonl", "out/sink-run-2.jsonl");
        assertThat(tap("out/*.jsonl")).containsExactly("1", "2");
    }

    @Test
    void rowsArePartedAndReplacedAltogether() throws Exception {
        Sink parted = run.sink("out", SinkMode.APPEND).withParams(Map.of("format", "csv", "partition_by", "y"));
        sink(parted, "select * from (values (2023, 'a'), (2024, 'b')) v(y, t)");
        sink(parted.withMark(mark("run-2")), "select 2024 as y, 'c' as t");
        assertThat(tap("out/**/*.csv")).containsExactly("a|2023", "b|2024", "c|2024");
        assertThat(lastMark(parted)).contains(mark("run-2"));

        Sink replacing = run.sink("out", SinkMode.REPLACE)
                .withParams(Map.of("format", "csv", "partition_by", "y"))
                .withMark(mark("run-3"));
        sink(replacing, "select 2025 as y, 'd' as t");
        assertThat(keys()).containsExactly("out/y=2025/sink-run-3_0.csv");
    }

    @Test
    void aMarkWhoseObjectIsNotThereDoesNotHold() throws Exception {
        Sink stage = run.sink("x.csv", SinkMode.REPLACE);
        sink(stage, "select 1 as n");
        S3Objects objects = new S3Objects("my_aws", ((AwsConnection) open()).settings(), server);
        S3Marks marks = S3Marks.of(objects, new S3Locator(bucket, "x.csv"), stage);
        marks.write(marks.read().next(mark("run-2"), "x.csv", Optional.empty()));

        assertThat(lastMark(stage)).contains(mark("run-1"));
        marks.write(marks.read().next(mark("run-2"), "x.csv", Optional.empty()));
        server.putObject(
                request -> request.bucket(bucket).key("x.csv").metadata(S3Marks.metadata(mark("run-2"))),
                RequestBody.fromString("n\n2\n"));
        assertThat(lastMark(stage)).contains(mark("run-2"));
    }

    /** Writes, and does something in the middle of it. */
    private void sinkWhile(Sink stage, Callable<Long> meanwhile) throws Exception {
        try (BatchReader rows =
                new Interrupted(DuckDb.query(run.duckdb(), "select 1 as n", run.allocator()), meanwhile)) {
            ((Sinkable) open()).sink(stage, rows);
        }
    }

    private record Interrupted(BatchReader rows, Callable<Long> meanwhile) implements BatchReader {
        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            if (batch != null) {
                meanwhile.call();
            }
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** The sink of another run, of another pipeline. */
    private Sink other(Sink stage) {
        return new Sink(
                run,
                "other",
                stage.query(),
                stage.locator(),
                stage.fields(),
                stage.params(),
                stage.mode(),
                stage.key(),
                true,
                new RunMark("other", "other", "run-9", 0, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"x.csv", "out/"})
    void ofTwoRunsThatReplaceTheSameOneFails(String locator) throws Exception {
        Sink stage = run.sink(locator, SinkMode.REPLACE).withParams(Map.of("format", "csv"));
        String written = locator.endsWith("/") ? locator + "*.csv" : locator;
        for (String n : List.of("2", "3")) { // what is there the first time is nothing
            assertThatThrownBy(() -> sinkWhile(
                            stage, () -> sink(other(stage).withMark(mark("run-" + n)), "select " + n + " as n")))
                    .hasMessage(
                            "connection 'my_aws': s3://" + bucket + "/" + locator
                                    + " was written by another run while this one ran. Run this one again when no other writes there");
            assertThat(tap(written)).containsExactly(n);
            assertThat(lastMark(stage)).isEmpty();
        }
        sink(stage, "select 1 as n");
        assertThat(tap(written)).containsExactly("1");
    }

    @Test
    void ofTwoExecutionsOfOneStageOneFails() throws Exception {
        Sink stage = run.sink("out/", SinkMode.APPEND).withParams(Map.of("format", "csv"));
        assertThatThrownBy(() -> sinkWhile(stage, () -> sink(stage.withMark(mark("run-2")), "select 2 as n")))
                .hasMessage(
                        "connection 'my_aws': s3://" + bucket
                                + "/out/ was written by another run while this one ran. Run this one again when no other writes there");
        assertThat(keys()).containsExactly("out/sink-run-2.csv");
        assertThat(lastMark(stage)).contains(mark("run-2"));
    }

    @Test
    void whoeverReplacesObjectsWaitsForAnotherThatWasInterrupted() throws Exception {
        Sink stage = run.sink("out/", SinkMode.REPLACE).withParams(Map.of("format", "csv"));
        S3Objects objects = new S3Objects("my_aws", ((AwsConnection) open()).settings(), server);
        S3Marks writer = S3Marks.ofWriter(objects, new S3Locator(bucket, "out/"));
        String mark = S3Marks.of(objects, new S3Locator(bucket, "out/"), stage)
                .place()
                .key();
        writer.write(writer.read().next(mark("run-1"), mark, Optional.empty()));

        assertFails(
                other(stage),
                "connection 'my_aws': s3://BUCKET/out/ is being replaced by run run-1 of pipeline 'testing', or was left so. Run"
                        + " that pipeline first; if there is none any more, delete s3://BUCKET/out/.writer.wadi-run");
        sink(stage, "select 1 as n");
        sink(other(stage), "select 2 as n");
        assertThat(tap("out/*.csv")).containsExactly("2");
    }

    @Test
    void objectsThatAReplacementHasLeftAreRemovedThoughTheSinkIsDone() throws Exception {
        Sink stage = run.sink("out/", SinkMode.REPLACE).withParams(Map.of("format", "csv"));
        put("out/sink-run-1.csv", "n\n1\n");
        put("out/old.csv", "n\n0\n");
        S3Objects objects = new S3Objects("my_aws", ((AwsConnection) open()).settings(), server);
        S3Marks marks = S3Marks.of(objects, new S3Locator(bucket, "out/"), stage);
        marks.read();
        marks.write(new MarkText(
                Optional.of(mark("run-1")), Optional.empty(), Optional.empty(), Optional.of("sink-run-1")));

        assertThat(lastMark(stage)).contains(mark("run-1"));
        assertThat(keys()).containsExactly("out/sink-run-1.csv");
    }

    @Test
    void objectsThatCanBeReadAreTables() throws Exception {
        put("in/a.csv", "id,name\n1,x\n");
        put("in/notes.txt", "x");
        put("in/.hidden.csv", "x");
        sink(run.sink("out/b.parquet", SinkMode.REPLACE), "select 1.50::decimal(5,2) as d");
        SchemaSource source = (SchemaSource) open();

        assertThat(source.tables())
                .containsExactly(
                        new SchemaSource.Table("in/a.csv", "CSV"), new SchemaSource.Table("out/b.parquet", "Parquet"));
        assertThat(source.columns("in/*.csv"))
                .containsExactly(
                        new SchemaSource.Column("id", "BIGINT", true, null),
                        new SchemaSource.Column("name", "VARCHAR", true, null));
        assertThat(source.columns("s3://" + bucket + "/out/b.parquet"))
                .extracting(SchemaSource.Column::type)
                .containsExactly("DECIMAL(5,2)");
        assertThat(source.columns("none.csv")).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws Exception {
        sink(run.sink("x.csv", SinkMode.ERROR), "select 1 as n");
        assertFails(
                run.sink("x.csv", SinkMode.ERROR),
                "connection 'my_aws': s3://BUCKET/x.csv exists already, and mode is error");
        assertFails(
                run.sink("x.csv", SinkMode.APPEND),
                "mode: nothing can be added to s3://BUCKET/x.csv, because objects are"
                        + " written as a whole. Write below a key (with / behind it) or put {run} into the name");
        assertFails(
                run.sink("x.csv", SinkMode.UPSERT, "n"),
                "mode: objects have no keys, so that upsert cannot be done. Use append or replace");
        assertFails(
                run.sink("s3://absent-bucket/x.csv", SinkMode.REPLACE),
                "connection 'my_aws': cannot read s3://absent-bucket/.x.csv.MARK.wadi-run: there is no such bucket (NoSuchBucket, HTTP 404)"
                        .replace(
                                "MARK",
                                S3Marks.of(
                                                new S3Objects("my_aws", ((AwsConnection) open()).settings(), server),
                                                new S3Locator("b", "x.csv"),
                                                run.sink("x.csv", SinkMode.REPLACE))
                                        .place()
                                        .name()
                                        .split("\\.", -1)[3]));
    }
}
