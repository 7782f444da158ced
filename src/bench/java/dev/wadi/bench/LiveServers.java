package dev.wadi.bench;

import dev.wadi.testing.HttpIds;
import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.LiveTables;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The outside systems: two PostgreSQL servers, an HTTP server and a mail server, and what arrived in them. */
final class LiveServers implements AutoCloseable {

    private final List<LiveTables> databases;
    private final HttpIds web = new HttpIds();
    private final TestingMail mail = TestingMail.shared();

    LiveServers() {
        databases = List.of(LiveTables.create(TestingPostgres.start()), LiveTables.create(TestingPostgres.start()));
        LiveTables.LOGINS.forEach(web::allow);
        mail.empty();
        mail.password(TestingMail.PASSWORD);
    }

    /** With the first of the databases. */
    LiveSetup setup() {
        return LiveSetup.of(databases.get(0).server(), web, mail);
    }

    LiveTables first() {
        return databases.get(0);
    }

    /** The database that listens there. */
    LiveTables at(int port) {
        return databases.stream()
                .filter(database -> database.server().port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** The port of the other database. */
    int otherPort(int port) {
        return databases.stream()
                .mapToInt(database -> database.server().port())
                .filter(one -> one != port)
                .findFirst()
                .orElseThrow();
    }

    HttpIds web() {
        return web;
    }

    TestingMail mail() {
        return mail;
    }

    /** The ids above this one that have arrived anywhere, as often as they did. */
    List<Long> arrived(long after) {
        List<Long> all = new ArrayList<>();
        databases.forEach(database -> database.arrived(after).forEach(all::add));
        web.taken().stream().map(HttpIds.Taken::id).filter(id -> id > after).forEach(all::add);
        return all;
    }

    /** Which login of HTTP brought the ids above this one. */
    Map<Long, String> webLogins(long after) {
        return web.taken().stream()
                .filter(taken -> taken.id() > after)
                .collect(Collectors.toMap(HttpIds.Taken::id, HttpIds.Taken::login, (first, again) -> first));
    }

    /** How many sessions of PostgreSQL there are. */
    int sessions() {
        return databases.stream()
                .mapToInt(database -> database.sessions().size())
                .sum();
    }

    /** Hands over a mail whose subject is the id. */
    void deliver(long id) {
        mail.deliver("From: a@example.com\nTo: app@example.com\nSubject: " + id + "\n\nid\n");
    }

    @Override
    public void close() {
        web.close();
        databases.forEach(database -> database.server().stop()); // they share their programs: first all, then the files
        databases.forEach(database -> database.server().close());
    }
}
