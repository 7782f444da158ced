package dev.wadi.connection.httpclient;

import dev.wadi.spi.SettingProblems;

/** A setting that gives no address. */
public final class BadAddressException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String what;
    private final String fix;

    BadAddressException(String setting, String what, String fix) {
        super(setting + " " + what);
        this.setting = setting;
        this.what = what;
        this.fix = fix;
    }

    /** Reports it as what is wrong with the setting. */
    public void report(SettingProblems problems) {
        problems.problem(setting, what, fix);
    }
}
