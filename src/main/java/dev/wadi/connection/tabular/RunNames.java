package dev.wadi.connection.tabular;

import dev.wadi.spi.RunMark;
import dev.wadi.spi.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that are made of runs and stages, good for files and objects. */
public final class RunNames {

    /** Stands for the run's id in the name of a file. */
    public static final String RUN = "{run}";

    private RunNames() {}

    /** The name with the run's id; the round follows it from the second one on. */
    public static String filled(String name, RunMark mark) {
        return name.replace(RUN, run(mark));
    }

    /** What the names of a run's files in a folder begin with. */
    public static String part(RunMark mark) {
        return clean(mark.stage()) + "-" + run(mark);
    }

    private static String run(RunMark mark) {
        return clean(mark.run()) + (mark.round() == 0 ? "" : "-" + mark.round());
    }

    /** Without underscores, which is put behind it where there are several files. */
    private static String clean(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    /**
     * The name of the mark beside the data, without its ending.
     *
     * @param data the name of what it is about; empty for the folder that it lies in
     */
    public static String mark(String data, Stage stage) {
        return "." + (data.isEmpty() ? "" : data + ".") + digest(stage.run().pipeline() + "\0" + stage.name());
    }

    /** Eight digits for a text of any length and letters. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
