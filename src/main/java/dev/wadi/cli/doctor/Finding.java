package dev.wadi.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param topic what it belongs to
 * @param mark whether it is well
 * @param where the file, setting, port or connection; empty when it is clear from the topic
 * @param what how it is, or what is wrong, without a full stop
 * @param fix what to do, with a command where one does it, without a full stop; empty when all is well
 */
public record Finding(Topic topic, Mark mark, String where, String what, String fix) {

    /** Whether something is well. */
    public enum Mark {
        /** It is. */
        OK,
        /** It works, and is probably not meant, or will fail later. */
        WARNING,
        /** Something does not work. */
        PROBLEM
    }

    /** What findings are grouped by, in their order. */
    public enum Topic {
        SETTINGS,
        FOLDERS,
        FILES,
        KEYS,
        CONNECTIONS,
        PLUGINS,
        SERVICE,
        CLOCK,
        MACHINE
    }
}
