package dev.wadi.spi;

/** Where a connection type reports what is wrong with settings. The place in the file is found from the setting. */
public interface SettingProblems {

    /**
     * Something that must be mended before the connection can be opened.
     *
     * @param setting the field or the key in extra, such as {@code host} or {@code extra.sslmode}
     * @param what what is wrong, with the value unless it is a secret, without a full stop
     * @param fix what to do, a sentence without its full stop
     */
    void problem(String setting, String what, String fix);

    /** Something that works but is probably not meant; as {@link #problem}. */
    void warning(String setting, String what, String fix);
}
