package dev.wadi.pipeline;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that each name is there once, that SQL of DuckDB parses, and that what it reads is made by a stage before it. A
 * text with templates is only known when it is rendered.
 */
final class NameCheck {

    private static final Pattern CREATES = Pattern.compile(
            "\\bcreate\\s+(?:or\\s+replace\\s+)?(?:temp(?:orary)?\\s+)?(?:recursive\\s+)?(?:table|view)\\s+"
                    + "(?:if\\s+not\\s+exists\\s+)?(?:main\\s*\\.\\s*)?(?:\"([^\"]+)\"|([\\p{L}_][\\p{L}\\p{N}_]*))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern STATEMENT = Pattern.compile(
            "(?is)\\s*(create|insert|update|delete|merge|copy|attach|detach|install|load|set|reset|use|drop|alter|"
                    + "truncate|call|pragma|export|import|begin|commit|vacuum|analyze|checkpoint)\\b.*");

    private final SqlNames sql;
    private final Problems problems;
    private final Map<String, StageOutline> all = new LinkedHashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();

    /** Whether something before made what nobody can tell. */
    private boolean isUncertain;

    NameCheck(SqlNames sql, Problems problems) {
        this.sql = sql;
        this.problems = problems;
    }

    void check(List<StageOutline> stages) {
        unique(stages);
        stages.forEach(this::stage);
    }

    private void unique(List<StageOutline> stages) {
        for (StageOutline stage : stages) {
            StageOutline earlier = all.putIfAbsent(SqlNames.folded(stage.name()), stage);
            if (earlier != null) {
                problems.error(
                        stage.place(),
                        stage.name(),
                        "the name '" + stage.name() + "' is there twice, first on line "
                                + earlier.place().line(),
                        "Give one of the two stages another name");
            }
            unique(stage.children());
        }
    }

    private void stage(StageOutline stage) {
        stage.query().ifPresent(query -> query(stage, query));
        stage.children().forEach(this::stage);
        boolean isSink = stage.kind().orElse(null) == StageKind.SINK;
        boolean isNested = stage.kind().orElse(null) == StageKind.PIPELINE;
        if (stage.isBroken() || !isNested && (!isSink || stage.query().isPresent())) {
            made.putIfAbsent(SqlNames.folded(stage.name()), stage.name());
        }
        isUncertain |= stage.kind().isEmpty();
    }

    private void query(StageOutline stage, String query) {
        StageKind kind = stage.kind().orElseThrow();
        if (Templates.isTemplate(query)) {
            isUncertain |= kind == StageKind.SELF || kind == StageKind.SINK;
            return;
        }
        SqlNames.Parsed parsed = sql.parse(query);
        if (parsed instanceof SqlNames.Parsed.Wrong wrong) {
            String where = query.strip().contains("\n") ? " on line " + wrong.line() + " of the query" : "";
            problem(stage, "does not parse" + where + ": " + wrong.reason(), "Correct the SQL");
        } else if (parsed instanceof SqlNames.Parsed.Queries queries) {
            queries(stage, kind, queries);
        } else {
            other(stage, kind, query);
        }
    }

    private void queries(StageOutline stage, StageKind kind, SqlNames.Parsed.Queries queries) {
        boolean isOne = kind == StageKind.TRANSFORM || kind == StageKind.TAP;
        if (isOne && queries.count() != 1) {
            String count = queries.count() == 0 ? "no statement" : queries.count() + " statements";
            problem(stage, "has " + count + ", and " + kind.withArticle() + " is one query", "Write one SELECT");
        }
        if (kind != StageKind.TAP) {
            reads(stage, queries.names());
        }
    }

    private void other(StageOutline stage, StageKind kind, String query) {
        if (kind == StageKind.TRANSFORM || kind == StageKind.TAP) {
            Matcher statement = STATEMENT.matcher(query);
            if (statement.matches()) {
                String word = statement.group(1).toUpperCase(Locale.ROOT);
                String fix =
                        kind == StageKind.TRANSFORM ? "Write the SELECT alone, or use 'kind: self'" : "Write a SELECT";
                problem(stage, "is not a query, but a statement that begins with " + word, fix);
            }
            return;
        }
        Matcher creates = CREATES.matcher(query);
        while (creates.find()) {
            String name = Optional.ofNullable(creates.group(1)).orElse(creates.group(2));
            made.put(SqlNames.folded(name), name);
        }
        isUncertain |= query.toLowerCase(Locale.ROOT).contains("attach");
    }

    private void reads(StageOutline stage, Set<String> names) {
        for (String name : names) {
            if (isUncertain || made.containsKey(SqlNames.folded(name)) || sql.isBuiltIn(name)) {
                continue;
            }
            StageOutline later = all.get(SqlNames.folded(name));
            if (later == null || later.place().equals(stage.place())) {
                problem(stage, "no stage before it makes '" + name + "'", near(name));
            } else if (later.place().compareTo(stage.place()) < 0) {
                problem(stage, "'" + name + "' makes no rows to read", near(name));
            } else {
                Place place = later.place();
                problem(stage, "'" + name + "' is made only later, on line " + place.line(), "Move that stage up");
            }
        }
    }

    private String near(String name) {
        String known =
                made.isEmpty() ? "There is none that makes rows" : "It can read " + String.join(", ", made.values());
        return Unknown.near(name, made.values()) + known;
    }

    private void problem(StageOutline stage, String what, String fix) {
        problems.error(stage.queryPlace(), stage.name() + ".query", what, fix);
    }
}
