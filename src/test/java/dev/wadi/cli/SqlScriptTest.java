package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

    private static Iterable<String> split(String text) {
        return SqlScript.statements(text, false);
    }

    private static Iterable<String> splitMysql(String text) {
        return SqlScript.statements(text, true);
    }

    @Test
    void semicolonsPartStatements() {
        assertThat(split("select 1; select 2;\n\n;;")).containsExactly("select 1", "select 2");
    }

    @Test
    void semicolonsInQuotesPartNothing() {
        assertThat(split("select ';', 'it''s;', \"a;\"\"b\", `c;d`; select 2"))
                .containsExactly("select ';', 'it''s;', \"a;\"\"b\", `c;d`", "select 2");
    }

    @Test
    void semicolonsInCommentsPartNothing() {
        assertThat(split("select 1 -- one; or two\n, 2 /* a;/* b; */ c; */; -- end;"))
                .containsExactly("select 1 -- one; or two\n, 2 /* a;/* b; */ c; */");
    }

    @Test
    void aQuoteInACommentOpensNothing() {
        assertThat(split("-- it's\nselect 1; select 2")).containsExactly("-- it's\nselect 1", "select 2");
    }

    @Test
    void dollarQuotesHoldAnything() {
        assertThat(split("do $$ begin; end $$; select $x$ ; $$ ; $x$; select $1; select a$b$c; select 2"))
                .containsExactly(
                        "do $$ begin; end $$", "select $x$ ; $$ ; $x$", "select $1", "select a$b$c", "select 2");
    }

    @Test
    void aBackslashEscapesInMySqlAndInEscapeStringsOnly() {
        assertThat(split("select '\\'; select 2")).containsExactly("select '\\'", "select 2");
        assertThat(split("select E'\\';'; select 2")).containsExactly("select E'\\';'", "select 2");
        assertThat(splitMysql("select '\\';'; select 2")).containsExactly("select '\\';'", "select 2");
    }

    @Test
    void aHashBeginsACommentInMySqlOnly() {
        assertThat(splitMysql("select 1 # a;b\n; select 2")).containsExactly("select 1 # a;b", "select 2");
        assertThat(split("select 5 # 3; select 2")).containsExactly("select 5 # 3", "select 2");
    }

    @Test
    void whatMySqlRunsInCommentsIsAStatement() {
        assertThat(splitMysql("/*!40101 SET NAMES utf8 */; /* nothing */;"))
                .containsExactly("/*!40101 SET NAMES utf8 */");
    }

    @Test
    void theBodyOfATriggerIsOneStatement() {
        String trigger =
                """
                create trigger t after insert on a begin
                  update b set n = case when n > 1 then 2 else 3 end;
                  delete from c;
                end""";

        assertThat(split(trigger + "; select 2")).containsExactly(trigger, "select 2");
    }

    @Test
    void theBodyOfAProcedureIsOneStatement() {
        String procedure =
                """
                CREATE PROCEDURE p() BEGIN
                  IF 1 THEN SELECT 1; END IF;
                  WHILE 0 DO SELECT 2; END WHILE;
                  BEGIN SELECT 3; END;
                END""";

        assertThat(splitMysql(procedure + "; select 2")).containsExactly(procedure, "select 2");
    }

    @Test
    void aTransactionIsSeveralStatements() {
        assertThat(split("begin; insert into t values (1); end"))
                .containsExactly("begin", "insert into t values (1)", "end");
    }

    @Test
    void onlyCommentsAreNoStatement() {
        assertThat(split("-- nothing\n/* at all */ ;")).isEmpty();
    }

    @Test
    void whatIsNotClosedEndsWithTheText() {
        assertThat(split("select 'a; b")).containsExactly("select 'a; b");
        assertThat(split("select 1 /* a; b")).containsExactly("select 1 /* a; b");
    }
}
