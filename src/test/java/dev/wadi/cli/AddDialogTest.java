package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi connections add}, asking. */
class AddDialogTest {

    @TempDir
    private Path project;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(project.resolve("connections"));
        Files.createDirectories(project.resolve("routes"));
    }

    private Called add(String lines) {
        return Called.typed(project, lines, "connections", "add");
    }

    @Test
    void eachAnswerIsCheckedAtOnceAndAskedForAgain() {
        Called called = add("my pg\nmy_pg\npostgre\npostgres\n?\nh\nabc\n");

        assertThat(called)
                .isEqualTo(
                        new Called(
                                1,
                                "",
                                """
                                conn_id: the conn_id 'my pg' may hold letters, digits and _ - . only. Choose another.
                                conn_id: Types: aws, camel, custom, duckdb, file, ftp, http, https, imap, kafka, mongo, mssql, mysql,
                                package_index, postgres, redis, sftp, smtp, sqlite
                                conn_type: There is no connection type 'postgre'. Did you mean 'postgres'?
                                conn_type: Enter takes what is in brackets, or nothing. ? explains. Ctrl-C ends it with nothing saved.
                                Host, such as db.example.com:     Name or address of the server; several, parted by commas, are tried in their order. Without it
                                    the server is on this machine.
                                Host, such as db.example.com: Port [5432]: port: must be a number from 0 to 65535, was 'abc'.
                                Port [abc]: wadi: cancelled, nothing was changed
                                """));
        assertThat(project.resolve("connections")).isEmptyDirectory();
    }

    @Test
    void aSettingThatIsASlipIsNotTaken() {
        Called called = add("my_pg\npostgres\n\n\n\n\n\nsslmod=disable\nsslmode=sometimes\nnothing\n");

        assertThat(called.err())
                .contains(
                        "key=value, or nothing: There is no setting 'sslmod'. Did you mean 'sslmode'?\n",
                        "key=value, or nothing: extra.sslmode: must be one of disable, allow, prefer, require, verify-ca,"
                                + " verify-full, was\nsometimes.\n",
                        "key=value, or nothing: Write it as key=value; key= takes it back.\n");
    }

    @Test
    void whatDoesNotWorkIsChangedAndKeepsTheOtherAnswers() throws IOException {
        Called called = add(
                """
                in
                file
                no-such-folder
                mode=read

                c
                .


                """);

        assertThat(called.err())
                .contains(
                        "there is no folder ",
                        "Change it (c), save it all the same (y), or leave it (n)? [c]: Folder [no-such-folder]: ",
                        "    mode=read\n",
                        "It works: folder ");
        assertThat(called.out()).isEqualTo("Connection 'in' was added in connections/in.yaml.\n");
        assertThat(project.resolve("connections/in.yaml"))
                .hasContent(
                        """
                        in:
                          conn_type: file
                          host: "."
                          extra:
                            mode: read
                        """);
    }

    @Test
    void whatDoesNotWorkIsSavedAllTheSameOrLeft() {
        String wrong = "in\nfile\nno-such-folder\n\n";

        assertThat(add(wrong + "x\nn\n").exitCode()).isEqualTo(1);
        assertThat(project.resolve("connections")).isEmptyDirectory();
        assertThat(add(wrong + "y\n").exitCode()).isZero();
        assertThat(project.resolve("connections/in.yaml")).exists();
    }
}
