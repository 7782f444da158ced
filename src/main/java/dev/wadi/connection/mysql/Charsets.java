package dev.wadi.connection.mysql;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Java's names of MySQL's character sets. */
final class Charsets {

    private static final Map<String, String> JAVA = Map.ofEntries(
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf8mb3", "UTF-8"),
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("latin1", "Cp1252"), // MySQL's latin1 is this and not ISO 8859-1
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("hebrew", "ISO-8859-8"),
            Map.entry("ascii", "US-ASCII"),
            Map.entry("cp850", "Cp850"),
            Map.entry("cp852", "Cp852"),
            Map.entry("cp866", "Cp866"),
            Map.entry("cp1250", "Cp1250"),
            Map.entry("cp1251", "Cp1251"),
            Map.entry("cp1256", "Cp1256"),
            Map.entry("cp1257", "Cp1257"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("big5", "Big5"),
            Map.entry("gb2312", "EUC_CN"),
            Map.entry("gbk", "GBK"),
            Map.entry("gb18030", "GB18030"),
            Map.entry("sjis", "SJIS"),
            Map.entry("cp932", "Cp932"),
            Map.entry("ujis", "EUC_JP"),
            Map.entry("euckr", "EUC_KR"),
            Map.entry("tis620", "TIS620"));

    private Charsets() {}

    /** Java's name, for what is written with or without dashes ({@code utf-8}). */
    static Optional<String> java(String mysql) {
        return Optional.ofNullable(
                JAVA.get(mysql.strip().toLowerCase(Locale.ROOT).replace("-", "")));
    }
}
