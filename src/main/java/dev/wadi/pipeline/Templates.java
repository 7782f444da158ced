package dev.wadi.pipeline;

import java.util.regex.Pattern;

final class Templates {
    private static final Pattern MARK = Pattern.compile("<<|<%|<#");

    private Templates() {}

    static boolean isTemplate(String text) {
        return MARK.matcher(text).find();
    }
}
