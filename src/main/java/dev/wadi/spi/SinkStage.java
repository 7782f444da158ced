package dev.wadi.spi;

import java.util.List;

/** A sink. */
public interface SinkStage extends Stage {

    /** What becomes of rows that are there already. */
    SinkMode mode();

    /** The columns that tell one row from another; not empty for {@link SinkMode#UPSERT}. */
    List<String> key();

    /** Whether what does not exist is created: a table, a folder. */
    boolean create();

    /** What is to be committed together with the rows. Ask after the last batch was read: only then are the bookmarks known. */
    RunMark mark();
}
