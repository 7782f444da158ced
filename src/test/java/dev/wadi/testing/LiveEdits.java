package dev.wadi.testing;

/** What people do to the files of a service under load while it runs. */
public interface LiveEdits {

    /** How many files {@link #many} writes into each folder. */
    int MANY = 100;

    /** Saves the files that say something else with this. */
    void save(LiveSetup setup);

    /** Saves the file of the database's connection with a comment more. */
    void touch(String comment);

    /** Saves the file of the database's connection as one that cannot be read. */
    void garble();

    /** Takes the database's connection out of the files. */
    void deleteDatabase();

    /** From now on connections change by a link that is swapped. */
    void mount();

    /** Saves many connections, and as many routes {@code many/<i>} that answer with the version of both. */
    void many(int version, int webPort);

    /** Deletes what {@link #many} wrote. */
    void deleteMany();
}
