package dev.wadi.bench;

import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.LiveTables;
import dev.wadi.testing.Reckoning;
import dev.wadi.testing.SteadyLoad;
import dev.wadi.testing.SteadyLoad.Sent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One scenario on one system under load: what is changed, when, and what it should and may do. */
final class LiveTrial {

    /** Those that answer at once when all is well, of which the latency is measured. */
    private static final Set<String> FAST = Set.of("pg", "web");

    /** How long people wait for a change to be followed before they start a system again. */
    private static final long PATIENCE_MILLIS = 12_000;

    private static final long LOOK_MILLIS = 25;

    /** How much of the text of a failure is shown. */
    private static final int FAILURE = 60;

    /** After a change at least this long counts as its time. */
    private static final long AFTERMATH = TimeUnit.SECONDS.toNanos(1);

    private final LiveServers servers;
    private final LiveSystem system;
    private final SteadyLoad load;
    private final long firstId;
    private final LiveResult.Builder result;
    private final List<Span> changes = new ArrayList<>();
    private final List<Excuse> excuses = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private LiveSetup setup;

    /** A time, as {@link System#nanoTime} counts. */
    private record Span(long from, long to) {

        boolean overlaps(long begin, long end) {
            return begin <= to && end >= from;
        }
    }

    /** When requests of some lanes fail rightly. */
    private record Excuse(Set<String> lanes, Span when) {}

    /** What a change should bring about: that a login brings ids of a lane. */
    private record Expected(String lane, LiveTables database, String login, long saved, long after) {}

    LiveTrial(LiveServers servers, LiveSystem system, SteadyLoad load, LiveSetup setup, LiveResult.Builder result) {
        this.servers = servers;
        this.system = system;
        this.load = load;
        this.setup = setup;
        this.result = result;
        this.firstId = load.lastId();
    }

    LiveServers servers() {
        return servers;
    }

    /** The database in use. */
    LiveTables database() {
        return servers.at(setup.database().port());
    }

    LiveSystem system() {
        return system;
    }

    LiveResult.Builder result() {
        return result;
    }

    /** What the files say now. */
    LiveSetup setup() {
        return setup;
    }

    /** What the system holds, without the sessions of the pools, which come and go. */
    Footprint footprint() throws IOException {
        return system.footprint().without(servers.sessions());
    }

    /** The load goes on. */
    void begin() {
        system.process().forget();
        load.resume();
    }

    /** Lets the load go on for a while. */
    void goOn(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** The load goes on for a while without a change. */
    Latencies quiet(long millis) throws InterruptedException {
        long begin = System.nanoTime();
        goOn(millis);
        long end = System.nanoTime();
        return latencies(new Span(begin, end));
    }

    private Latencies latencies(Span when) {
        return Latencies.of(load.after(firstId).stream()
                .filter(one -> FAST.contains(one.lane()) && one.isAccepted())
                .filter(one -> one.due() >= when.from() && one.due() <= when.to()));
    }

    /** Saves, and waits until new work goes to what was saved; a system that does not follow is started again. */
    void change(LiveSetup next) throws IOException, InterruptedException {
        LiveTables database = servers.at(next.database().port());
        long id = load.lastId();
        long saved = System.nanoTime();
        String login = next.database().login();
        expected.add(new Expected("pg", database, login, saved, id));
        if (!setup.web().equals(next.web())) {
            expected.add(new Expected("web", database, next.web().login(), saved, id));
        }
        setup = next;
        system.files().save(next);
        followed(() -> database.hasFrom(login, id));
        during(saved);
    }

    /** From a moment until now, or a little longer, is the time of a change. */
    void during(long from) {
        changes.add(new Span(from, Math.max(System.nanoTime(), from + AFTERMATH)));
    }

    /** Waits until something is so; a system that does not come to it is started again. */
    void followed(BooleanSupplier done) throws IOException, InterruptedException {
        if (!comesTo(done)) {
            result.restarted();
            system.restart();
            if (!comesTo(done)) {
                result.remark("did not follow in time after a restart");
            }
        }
    }

    /** Waits until something is so, for a while. */
    boolean comesTo(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            goOn(LOOK_MILLIS);
        }
        return true;
    }

    /** When the first request of a lane that was sent after an id had failed, or had been accepted. */
    OptionalLong seen(String lane, boolean accepted, long after) {
        return load.after(after).stream()
                .filter(one -> one.lane().equals(lane) && one.isAccepted() == accepted)
                .mapToLong(Sent::done)
                .min();
    }

    /** Saves what shows in nothing but the log, and waits for that. */
    void save(LiveSetup next) throws IOException, InterruptedException {
        long saved = System.nanoTime();
        setup = next;
        system.files().save(next);
        followed(() -> system.process().said(system.applied(), saved).isPresent());
        system.process().said(system.applied(), saved).ifPresent(when -> result.effect(when - saved));
        during(saved);
    }

    long lastId() {
        return load.lastId();
    }

    /** Requests that need the database fail rightly from a moment until now. */
    void databaseWasAway(long from) {
        excuses.add(new Excuse(Set.of("pg", "slow", "pipeline"), new Span(from, System.nanoTime())));
    }

    /** Ends the load's part: waits for what is under way, and compares what was sent with what arrived. */
    void reckon() throws InterruptedException {
        load.pause();
        List<Sent> sent = load.after(firstId);
        Set<Long> mails = ids(sent, "mail");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Set.copyOf(servers.arrived(firstId)).containsAll(mails) && System.nanoTime() < end) {
            goOn(200);
        }
        Reckoning reckoning = Reckoning.of(sent, servers.arrived(firstId));
        long right = reckoning.failed().stream().filter(this::isExcused).count();
        result.counts(sent.size(), reckoning, (int) right);
        reckoning.failed().stream()
                .filter(one -> !isExcused(one))
                .findFirst()
                .ifPresent(one -> result.remark("such as " + brief(one)));
        lostLanes(sent, reckoning);
        effects(sent);
        result.during(Latencies.merged(changes.stream().map(this::latencies)));
    }

    private static String brief(Sent one) {
        String failure = one.failure().strip().lines().findFirst().orElse("");
        return one.lane() + ": " + failure.substring(0, Math.min(FAILURE, failure.length()));
    }

    private void lostLanes(List<Sent> sent, Reckoning reckoning) {
        sent.stream()
                .filter(one -> reckoning.lost().contains(one.id())
                        || reckoning.repeated().contains(one.id()))
                .map(Sent::lane)
                .distinct()
                .forEach(lane -> result.remark("lost or repeated: " + lane));
    }

    private static Set<Long> ids(List<Sent> sent, String lane) {
        return Set.copyOf(sent.stream()
                .filter(one -> one.lane().equals(lane))
                .map(Sent::id)
                .toList());
    }

    private boolean isExcused(Sent one) {
        return excuses.stream()
                .anyMatch(excuse ->
                        excuse.lanes().contains(one.lane()) && excuse.when().overlaps(one.due(), one.done()));
    }

    private void effects(List<Sent> sent) {
        for (Expected change : expected) {
            Map<Long, String> logins = logins(change);
            sent.stream()
                    .filter(one -> one.lane().equals(change.lane()) && one.isAccepted() && one.id() > change.after())
                    .filter(one -> change.login().equals(logins.get(one.id())))
                    .mapToLong(Sent::done)
                    .min()
                    .ifPresentOrElse(done -> result.effect(done - change.saved()), result::noEffect);
        }
    }

    private Map<Long, String> logins(Expected change) {
        return change.lane().equals("pg") ? change.database().logins(firstId) : servers.webLogins(firstId);
    }
}
