package dev.wadi.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Sends ids to a service at a steady pace, whatever becomes of those before, and writes down what became of each. Requests
 * are {@code POST <service>/<lane>?id=<id>}; the answer 200 is the service's word that the id has arrived. Thread-safe.
 */
public final class SteadyLoad implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Between two that are sent one after the other. */
    private static final long GAP_MILLIS = 50;

    private final URI service;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(2, SteadyLoad::thread);
    private final ExecutorService threads = Executors.newFixedThreadPool(4, SteadyLoad::thread);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean paused;

    /**
     * What became of an id.
     *
     * @param due when it was to be sent, as {@link System#nanoTime} counts; being late counts as waiting
     * @param done when that was known
     * @param failure why it is not known to have arrived; empty when it is
     */
    public record Sent(long id, String lane, long due, long done, String failure) {

        /** Whether the service said that it has arrived. */
        public boolean isAccepted() {
            return failure.isEmpty();
        }
    }

    /** @param service where it listens; it need not yet */
    public SteadyLoad(URI service) {
        this.service = service;
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "testing-load");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends requests to a lane at this pace from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // it writes down what became of it
    public SteadyLoad requests(String lane, int perSecond) {
        return atPace(perSecond, due -> request(lane, due));
    }

    /** Hands ids over in another way at this pace from now on; they are accepted when that returns. */
    public SteadyLoad deliveries(String lane, int perSecond, LongConsumer deliver) {
        return atPace(perSecond, due -> {
            long id = ids.incrementAndGet();
            deliver.accept(id);
            sent.add(new Sent(id, lane, due, System.nanoTime(), ""));
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
    private SteadyLoad atPace(int perSecond, LongConsumer send) {
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        AtomicLong count = new AtomicLong();
        Runnable next = () -> {
            long due = begin + count.getAndIncrement() * period;
            if (!paused) {
                send.accept(due);
            }
        };
        clock.scheduleAtFixedRate(next, 0, period, TimeUnit.NANOSECONDS);
        return this;
    }

    /** Sends requests to a lane, the next one when the one before is answered. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
    public SteadyLoad oneByOne(String lane) {
        Runnable next = () -> {
            if (paused) {
                oneByOne(lane);
            } else {
                request(lane, System.nanoTime()).thenRun(() -> oneByOne(lane));
            }
        };
        clock.schedule(next, GAP_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** So many requests to a lane at once, besides the others. */
    @SuppressWarnings("FutureReturnValueIgnored") // it writes down what became of it
    public void burst(String lane, int count) {
        for (int i = 0; i < count; i++) {
            request(lane, System.nanoTime());
        }
    }

    private CompletableFuture<Void> request(String lane, long due) {
        long id = ids.incrementAndGet();
        underWay.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/" + lane + "?id=" + id))
                .timeout(LIMIT)
                .POST(BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).handle((answer, failure) -> {
            sent.add(new Sent(id, lane, due, System.nanoTime(), failure(answer, failure)));
            underWay.decrementAndGet();
            return null;
        });
    }

    private static String failure(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer == null) {
            return String.valueOf(failure);
        }
        return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
    }

    /** The id that was given out last. */
    public long lastId() {
        return ids.get();
    }

    /** What became of those with an id above this one, as far as it is known. */
    public List<Sent> after(long id) {
        return sent.stream().filter(one -> one.id() > id).toList();
    }

    /** Waits until so many of a lane have been accepted from now on. */
    public void awaitAccepted(String lane, int count) {
        long before = lastId();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> after(before).stream()
                                .filter(one -> one.lane().equals(lane) && one.isAccepted())
                                .count()
                        >= count);
    }

    /** Sends nothing more until {@link #resume}, and waits for what is under way. */
    public void pause() {
        paused = true;
        Awaitility.await().atMost(LIMIT.multipliedBy(2)).until(() -> underWay.get() == 0);
    }

    /** Goes on. */
    public void resume() {
        paused = false;
    }

    /** Ends it, and waits for nothing. */
    @Override
    public void close() {
        paused = true;
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
