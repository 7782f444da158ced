package dev.wadi.bench;

import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.LiveTables;
import dev.wadi.testing.MuteServer;
import java.util.OptionalLong;

/** What is changed while data flows. */
enum LiveScenario {
    ROTATE("rotate the passwords", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            LiveSetup before = trial.setup();
            String mailPassword = "rotated-" + round + "-" + trial.system().name();
            trial.servers().mail().password(mailPassword);
            trial.change(before.withOtherLogin().withOtherWebLogin().withMailPassword(mailPassword));
            revoke(trial, before);
        }

        /** Waits until nothing uses the old logins, lets them in no more, and lets them in again much later. */
        private void revoke(LiveTrial trial, LiveSetup before) throws Exception {
            LiveTables database = trial.database();
            String old = before.database().login();
            if (!trial.comesTo(() -> database.sessions(old).isEmpty())) {
                trial.result().remark("the old login stayed in use");
            }
            database.revoke(old);
            trial.servers().web().revoke(before.web().login());
            trial.goOn(PAUSE_MILLIS);
            database.allow(old);
            trial.servers().web().allow(before.web().login());
        }
    },
    MOVE("move the database", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            LiveSetup now = trial.setup();
            trial.change(now.withPort(trial.servers().otherPort(now.database().port())));
        }
    },
    BREAK("break the file, then mend it", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long begin = System.nanoTime();
            trial.system().files().garble();
            trial.goOn(PAUSE_MILLIS);
            trial.during(begin);
            trial.change(trial.setup().withOtherLogin());
        }
    },
    DEAD_HOST("dead host, then back", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long begin = System.nanoTime();
            trial.system().files().save(trial.setup().withPort(MuteServer.closedPort()));
            trial.goOn(PAUSE_MILLIS);
            trial.during(begin);
            trial.change(trial.setup().withOtherLogin());
        }
    },
    DELETE("delete it, then bring it back", Bound.SAVE) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long id = trial.lastId();
            long begin = System.nanoTime();
            trial.system().files().deleteDatabase();
            trial.followed(() -> trial.seen("pg", false, id).isPresent());
            trial.seen("pg", false, id).ifPresent(when -> trial.result().effect(when - begin));
            trial.goOn(PAUSE_MILLIS);
            trial.change(trial.setup().withOtherLogin());
            trial.databaseWasAway(begin);
        }
    },
    POOL_SIZE("change a pool's size", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            int size = trial.setup().database().poolSize();
            trial.save(trial.setup().withPoolSize(size == 8 ? 12 : 8));
        }
    },
    TOUCH("touch without a change", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long begin = System.nanoTime();
            trial.system().files().touch("round " + round);
            trial.goOn(PAUSE_MILLIS);
            trial.during(begin);
            OptionalLong reaction = trial.system().process().said(trial.system().applied(), begin);
            if (reaction.isPresent()) {
                trial.result().remark("something was done");
            }
        }
    },
    MANY("100 connections, 100 routes", Bound.SWAP) {
        @Override
        void prepare(LiveTrial trial) throws Exception {
            write(trial, 0);
        }

        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long begin = System.nanoTime();
            write(trial, round + 1);
            trial.result().effect(System.nanoTime() - begin);
            trial.during(begin);
        }

        private void write(LiveTrial trial, int version) throws Exception {
            trial.system().files().many(version, trial.servers().web().port());
            ManyRoutes routes = new ManyRoutes(trial.system().port(), version);
            trial.followed(routes::haveIt);
        }

        @Override
        void restore(LiveTrial trial) throws Exception {
            trial.system().files().deleteMany();
            trial.goOn(PAUSE_MILLIS);
        }
    },
    KUBERNETES("swap a linked folder", Bound.SWAP) {
        @Override
        void prepare(LiveTrial trial) throws Exception {
            trial.system().files().mount();
            trial.goOn(PAUSE_MILLIS);
        }

        @Override
        void round(LiveTrial trial, int round) throws Exception {
            trial.change(trial.setup().withOtherLogin());
        }
    },
    RESTART("kill and restart the server", Bound.NONE) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            long begin = System.nanoTime();
            trial.database().server().crash();
            trial.goOn(PAUSE_MILLIS);
            trial.database().server().restart();
            trial.databaseWasAway(begin);
            long up = System.nanoTime();
            long id = trial.lastId();
            trial.followed(() -> trial.seen("pg", true, id).isPresent());
            trial.seen("pg", true, id).ifPresent(when -> trial.result().effect(when - up));
            trial.during(begin);
        }
    },
    SWAPS("swaps in a row", Bound.SWAP) {
        @Override
        void round(LiveTrial trial, int round) throws Exception {
            trial.change(trial.setup().swapped());
        }
    };

    /** What has a bound. */
    enum Bound {
        /** The effect, and the latency: the service should hardly notice. */
        SWAP,
        /** The effect of what is saved. */
        SAVE,
        NONE;

        boolean ofEffect() {
            return this != NONE;
        }

        boolean ofLatency() {
            return this == SWAP;
        }
    }

    /** How long something stays as it is. */
    private static final long PAUSE_MILLIS = 1_500;

    private final String title;
    private final Bound bound;

    LiveScenario(String title, Bound bound) {
        this.title = title;
        this.bound = bound;
    }

    String title() {
        return title;
    }

    Bound bound() {
        return bound;
    }

    /** Before the load begins to be measured. */
    void prepare(LiveTrial trial) throws Exception {}

    /** One change, or one and its opposite. */
    abstract void round(LiveTrial trial, int round) throws Exception;

    /** When the load is no longer measured. */
    void restore(LiveTrial trial) throws Exception {}
}
