package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private Scope scope;

    @BeforeEach
    void scope() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("max_id", 5L);
        variables.put("code", "007");
        variables.put("exponent", "1e5");
        variables.put("none", null);
        variables.put("typed", "<< 1 + 1 >>");
        variables.put("day", LocalDate.of(2024, 1, 31));
        variables.put("at", LocalDateTime.of(2024, 1, 31, 9, 0));
        variables.put("customers", List.of(Map.of("customer", "ann"), Map.of("customer", "bob")));
        scope = new Scope(variables, Map.of("user", Map.of("audit", false, "flag", "false")));
    }

    private String render(String text) {
        return Templates.render(text, scope);
    }

    private @Nullable Object value(String text) {
        return Templates.value(text, scope);
    }

    private void fails(String text, String message) {
        assertThatThrownBy(() -> Templates.value(text, scope))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void expressionsLoopsAndConditionsAreRendered() {
        assertThat(render("WHERE id <= << variables.max_id >>\n")).isEqualTo("WHERE id <= 5");
        assertThat(render("<% for c in variables.customers %><< c.customer >><% if not loop.last %>, <% endif %>"
                        + "<% endfor %>"))
                .isEqualTo("ann, bob");
        assertThat(render("a<# nothing #>b")).isEqualTo("ab");
        assertThat(render("<% set x = 4 %><< x * 2 >> << 7 // 2 >> << 'a' ~ 1 >> << 1 if x > 3 else 2 >>"))
                .isEqualTo("8 3 a1 1");
        assertThat(render("<% for k, v in {'a': 1}.items() %><< k >>=<< v >><% endfor %>"))
                .isEqualTo("a=1");
        assertThat(render("<% macro f(x) %><< x >>!<% endmacro %><< f(2) >>")).isEqualTo("2!");
    }

    @Test
    void sqlThatOnlyLooksLikeATemplateStaysAsItIs() {
        assertThat(render("SELECT a->>'x', b < 3, c <> 4, {'a': 1} FROM t"))
                .isEqualTo("SELECT a->>'x', b < 3, c <> 4, {'a': 1} FROM t");
        assertThat(render("SELECT a->>'x', b < 3 WHERE << 1 >>")).isEqualTo("SELECT a->>'x', b < 3 WHERE 1");
    }

    @Test
    void whatIsFilledInIsNotRenderedAgain() {
        assertThat(render("a << variables.typed >>")).isEqualTo("a << 1 + 1 >>");
    }

    @Test
    void oneExpressionKeepsItsTypeAndTextStaysText() {
        assertThat(value("<< variables.max_id >>")).isEqualTo(5L);
        assertThat(value("<< variables.code >>")).isEqualTo("007");
        assertThat(value("<< variables.exponent >>")).isEqualTo("1e5");
        assertThat(value("007")).isEqualTo("007");
        assertThat(value("<< variables.none >>")).isNull();
        assertThat(value("<< not context.user.audit >>")).isEqualTo(true);
        assertThat(value("<< variables.customers >>"))
                .isEqualTo(List.of(Map.of("customer", "ann"), Map.of("customer", "bob")));
        assertThat(value("n<< variables.max_id >>")).isEqualTo("n5");
    }

    @Test
    void textAfterJsonIsAValue() {
        assertThat(value("@json {\"n\": << variables.customers | length >>, \"x\": [<< 1.5 | tojson >>]}"))
                .hasToString("{n=2, x=[1.5]}");
        fails(
                "@json {",
                "line 1: what comes after @json is no JSON: Unexpected end-of-input: expected close marker for"
                        + " Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled);"
                        + " line: 1, column: 1])");
    }

    @Test
    void allTextsOfATreeAreRenderedAndKeysAreNot() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("<< 1 >>", "<< variables.max_id >>");
        tree.put("list", Arrays.asList("x<< 1 >>", 3L, null));
        assertThat(Templates.tree(tree, scope)).hasToString("{<< 1 >>=5, list=[x1, 3, null]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "False",
                "0",
                "0.0",
                "none",
                "",
                "[]",
                "{}",
                "()",
                "<< context.user.flag >>",
                "<< context.user.audit >>",
                "<< variables.none >>",
                "<< [] >>",
                "<< 0 >>",
                "<< variables.unknown >>"
            })
    void thisDoesNotSkip(String text) {
        assertThat(Templates.isTrue(text, scope)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "1", "no", "off", "x", "<< not context.user.audit >>", "<< variables.max_id > 4 >>"})
    void thisSkips(String text) {
        assertThat(Templates.isTrue(text, scope)).isTrue();
    }

    @Test
    void whatIsNotDefinedIsNothingAndHasNoParts() {
        assertThat(render("a<< variables.nope >>b")).isEqualTo("ab");
        assertThat(render("<< variables.nope | default('z') >> << variables.nope is defined >>"))
                .isEqualTo("z false");
        fails("\n\n<< variables.nope.x >>", "line 3: 'variables.nope' is not defined, so it has no 'x'");
        fails("a << variables.nope.x() >>", "line 1: 'variables.nope' is not defined, so it has no 'x'");
        assertThat(render("<< API.look('a.b', variables, 'c') >>")).isEqualTo("c");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        fails("<< 1 + >>", "line 1: '1 +' is no expression: it ends too early");
        fails("<< 1 << 2 >>", "line 1: '1 << 2' is no expression: '<' is not expected there");
        fails(
                "<% if true %>",
                "line 1: Syntax error in '<% if true %>': Missing end tag: endif for tag defined as: <% if true %>");
        fails("<< variables.max_id | flot >>", "line 1: there is no filter 'flot'. Did you mean 'float'?");
        fails("<< variables.max_id is nope >>", "line 1: there is no test 'nope'");
        fails("<< 'abc' | int >>", "line 1: 'abc' is not a whole number");
        fails("<< foo(1) >>", "line 1: Could not resolve function 'foo'");
        fails("<< API.error(variables.max_id > 3, 'too many') >>", "line 1: too many");
        assertThatThrownBy(() -> {
                    try {
                        render("<< nope.x >>");
                    } catch (TemplateException e) {
                        throw e.in("orders", "query");
                    }
                })
                .hasMessage("stage 'orders', query, line 1: 'nope' is not defined, so it has no 'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<< ''.getClass() >>",
                "<< ''.class.forName('java.lang.Runtime') >>",
                "<< API.getClass() >>",
                "<< variables.getClass() >>",
                "<< variables.customers.getClass() >>",
                "<< API.dt().getClass() >>",
                "<< variables.__class__ >>",
                "<< ____int3rpr3t3r____ >>",
                "<< ____int3rpr3t3r____.getContext() >>",
                "<< context.put('a', 1) >>",
                "<< variables.clear() >>",
                "<% include '/etc/passwd' %>",
                "<% import '/etc/passwd' as x %>",
                "<% extends 'x' %>",
                "<< today() >>",
                "<< 'x' | render >>",
                "<< API.setvariable(context, 'a', 1) >>",
                "<< variables.day.getClass() >>",
                "<< variables.customers | map(attribute='__class__') | list >>",
                "<< range(3).stream() >>",
                "<% for x in variables.customers %><< loop.getClass() >><% endfor %>"
            })
    void aTemplateReachesNoClassAndNoFile(String text) {
        assertThatThrownBy(() -> Templates.value(text, scope)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<< ''.class >>",
                "<< variables['class'] >>",
                "<< variables.customers.class >>",
                "<< variables.customers | attr('class') >>",
                "<< variables.day.class >>",
                "<< variables.max_id.class >>"
            })
    void aClassIsNothing(String text) {
        assertThat(Templates.value(text, scope)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            API.dt("2024-02-10").floor("month").format("YYYY-MM-DD") | 2024-02-01
            API.dt("2024-02-10 12:13:14").ceil("day").isoformat()    | 2024-02-10T23:59:59.999999+00:00
            API.dt("2024-02-10").floor("week").date()                | 2024-02-05
            API.dt("2024-05-10").floor("quarter").date()             | 2024-04-01
            API.dt("2024-01-31").shift(months=1, days=-1).date()     | 2024-02-28
            API.dt("2024-01-31").shift(weekday=0).date()             | 2024-02-05
            API.dt("2024-02-10T10:00:00+02:00").to("UTC")            | 2024-02-10T08:00:00+00:00
            API.dt("2024-02-10", "Europe/Tallinn")                   | 2024-02-10T00:00:00+02:00
            API.dt("2024-02-10").to("Europe/Tallinn").format("ZZ")   | +02:00
            API.dt("2024-02-10").replace(day=1, hour=5)              | 2024-02-01T05:00:00+00:00
            API.dt("2024-02-10").replace(tzinfo="+01:00")            | 2024-02-10T00:00:00+01:00
            API.dt(1700000000)                                       | 2023-11-14T22:13:20+00:00
            API.dt(1700000000000000000)                              | 2023-11-14T22:13:20+00:00
            API.dt("06.05.2024", format="DD.MM.YYYY").date()         | 2024-05-06
            API.dt("May 2024", format="MMM YYYY").date()             | 2024-05-01
            API.dt("2024-02-30", default="2024-01-01").year          | 2024
            API.dt("2024-02-10").week                                | 6
            API.dt("2024-02-10").int_timestamp                       | 1707523200
            API.dt("2024-02-03").format("dddd, MMMM Do YYYY [at] h A W DDDD") | Saturday, February 3rd 2024 at 12 AM 2024-W05-6 034
            API.dt("2024-02-10 01:02:03.456").format("HH:mm:ss.SSS X") | 01:02:03.456 1707526923
            API.dt("2024-02-10").span("year")[1].date()              | 2024-12-31
            API.dt("2024-02-10") < API.dt("2024-02-11")              | true
            API.dt(variables.day).date()                             | 2024-01-31
            API.dt(variables.at)                                     | 2024-01-31T09:00:00+00:00
            API.int("12") + 1                                        | 13
            API.sqltuple(["a", "b'c"])                               | ('a','b''c')
            API.sqltuple([1, "2"], mode="number")                    | (1,2)
            API.look("customers[1].customer", variables)             | bob
            variables.look("customers[0].customer")                  | ann
            variables.get("nope", 3)                                 | 3
            API.peek(variables.customers)                            | list
            variables.at                                             | 2024-01-31 09:00:00
            """)
    void theseAreTheFunctionsOfDatesAndOfTheApi(String expression, String expected) {
        assertThat(render("<< " + expression + " >>")).isEqualTo(expected);
    }

    @Test
    void aDateThatIsNoneIsAnError() {
        fails("<< API.dt('soon') >>", "line 1: API.dt: 'soon' is not a date");
        fails("<< API.dt('soon', format='YYYY') >>", "line 1: API.dt: 'soon' is not a date as YYYY");
        fails("<< API.dt('2024').shift(day=1) >>", "line 1: shift() has no argument 'day'");
        fails(
                "<< API.dt('2024').floor('moon') >>",
                "line 1: there is no time frame 'moon', but year, quarter, month,"
                        + " week, day, hour, minute and second");
        fails("<< API.dt('2024').to('Mars') >>", "line 1: there is no time zone 'Mars'");
        fails("<< API.date('2024') >>", "line 1: API has no function 'date'");
    }

    @Test
    void aVariableCanBeSetAndTheContextCannot() {
        render("<< API.setvariable(variables, 'k', [1]) >>");
        assertThat(scope.variables()).containsEntry("k", List.of(1L));
        fails("<< API.setvariable(context, 'k', 1) >>", "line 1: the context cannot be changed");
    }

    @Test
    void anInnerLoopGivesTheOuterOneItsRowBack() {
        scope.enter(Map.of("id", 1L));
        scope.enter(Map.of("id", 2L));
        assertThat(render("<< variables.loop_control.id >>")).isEqualTo("2");
        scope.leave();
        assertThat(render("<< API.look('loop_control.id', variables) >>")).isEqualTo("1");
        scope.leave();
        assertThat(scope.variables()).doesNotContainKey("loop_control");
    }
}
