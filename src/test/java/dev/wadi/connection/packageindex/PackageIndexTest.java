package dev.wadi.connection.packageindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.BadAnswerException;
import dev.wadi.connection.httpclient.HttpAnswer;
import dev.wadi.connection.httpclient.OpenedFiles;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageIndexTest {

    /** The cases of Airflow's hook; it leaves the slash of the second as it is, which ends the authority there. */
    @ParameterizedTest
    @CsvSource({
        "https://pkgs.example.com/simple, user, pass, https://user:pass@pkgs.example.com/simple",
        "https://pkgs.example.com/simple, a@b, p/w:?#%, https://a%40b:p%2Fw%3A%3F%23%25@pkgs.example.com/simple",
        "https://pkgs.example.com/simple, , token, https://pkgs.example.com/simple",
        "https://old:cred@pkgs.example.com/simple, , , https://pkgs.example.com/simple",
        "https://old:cr@d@pkgs.example.com/simple, new, , https://new@pkgs.example.com/simple",
        "http://pkgs.example.com:8080/simple/, ü, '', http://%C3%BC:@pkgs.example.com:8080/simple/",
    })
    void theUrlIsThatOfPip(String host, String login, String password, String url) throws Exception {
        assertThat(IndexUrl.withLogin(IndexUrl.address(host), login, password)).hasToString(url);
        assertThat(URI.create(url).getHost()).isEqualTo("pkgs.example.com");
    }

    @Test
    void aUrlNeedsItsScheme() {
        assertThat(OpenedFiles.problems("pi: {conn_type: package_index, host: pkgs.example.com/simple, login: u}"))
                .containsExactly(
                        "test.yaml:1:38: pi.host: must begin with http:// or https://. Write the whole URL of the"
                                + " index.");
    }

    @Test
    void whatIsNotUsedIsSaid() {
        assertThat(
                        OpenedFiles.problems(
                                """
                        pi:
                          conn_type: package_index
                          host: https://old:cred@pkgs.example.com/simple
                          password: t0ken
                        """))
                .containsExactly(
                        "test.yaml:3:9: warning: pi.host: the login in the URL is not used. Put it into login and password.",
                        "test.yaml:4:13: warning: pi.password: is not used without a login. Set the login; for a token it is"
                                + " often __token__.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><meta name=\"pypi:repository-version\" content=\"1.0\"></head><body></body></html>",
                "<html><head><title>Simple index</title></head><body></body></html>",
                "<a href=\"/simple/frob/\">frob</a><a href='/simple/spam-spam/#x'>Spam.Spam</a>",
                "<!DOCTYPE html><a href=\"frob/\" data-x=\"1\">frob</a>",
            })
    void anIndexInHtmlIsRecognised(String page) throws Exception {
        assertThat(SimpleIndex.judge(answer("text/html; charset=utf-8", page)))
                .isEqualTo("package index (PEP 503), HTTP 200 to GET https://pkgs.example.com/");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, '<html><a href=\"/login\">Sign in</a></html>'",
        "text/html, '<html><body>It works!</body></html>'",
        "text/plain, '<a href=\"frob/\">frob</a>'",
        "application/json, '{\"error\": \"no\"}'",
        "application/json, '[]'",
        "'', ''",
    })
    void anythingElseIsNot(String type, String page) {
        assertThatThrownBy(() -> SimpleIndex.judge(answer(type, page)))
                .isInstanceOf(BadAnswerException.class)
                .hasMessage(
                        "the answer is no package index (PEP 503 or 691): HTTP 200 to GET https://pkgs.example.com/");
    }

    private static HttpAnswer answer(String type, String page) {
        return new HttpAnswer("GET", URI.create("https://pkgs.example.com/"), 200, type, page);
    }
}
