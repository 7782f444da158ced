package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.tree.parse.TokenScannerSymbols;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeStore;
import jinjava.de.odysseus.el.tree.impl.Cache;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/** Jinjava as AnkaFlow has Jinja: with its delimiters, without files, and with few functions. Thread-safe. */
final class TemplateEngine extends Jinjava {

    private static final long MOST = 64L * 1024 * 1024;

    private static final Set<String> TAGS =
            Set.of("for", "if", "elif", "else", "set", "raw", "macro", "call", "do", "break", "continue", "unless");

    private static final Set<String> FUNCTIONS = Set.of(":range", ":namespace");

    /** They read files, render what they are given, or log it. */
    private static final Set<String> NO_FILTERS = Set.of("render", "log", "fromyaml", "toyaml");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                    .addSerializer(Moment.class, ToStringSerializer.instance))
            .build();

    private final ExpressionFactory expressions =
            new ExpressionFactoryImpl(new TreeStore(new StrictSyntax(), new Cache(1000)), new TruthyTypeConverter());

    TemplateEngine() {
        super(config());
        filter("int", ApiFunctions::whole);
        filter("float", TemplateEngine::decimal);
        filter("bool", TemplateEngine::truth);
        filter("tojson", TemplateEngine::json);
    }

    @Override
    public ExpressionFactory getExpressionFactory() {
        return expressions;
    }

    private static JinjavaConfig config() {
        Context all = new Jinjava().getGlobalContext();
        return JinjavaConfig.newBuilder()
                .withTokenScannerSymbols(new Delimiters())
                .withElResolver(new TemplateResolver())
                .withNestedInterpretationEnabled(false)
                .withEnableFilterChainOptimization(true)
                .withMaxOutputSize(MOST)
                .withRangeLimit(1_000_000)
                .withLocale(Locale.ENGLISH)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withUsePyishObjectMapper(true)
                        .withKeepNullableLoopValues(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withIterateOverMapKeys(true)
                        .withEvaluateMapKeys(true)
                        .build())
                .withDisabled(Map.of(
                        Library.TAG, names(all.getAllTags(), name -> !TAGS.contains(name) && !name.startsWith("end")),
                        Library.FILTER, NO_FILTERS,
                        Library.FUNCTION, functions(all.getAllFunctions())))
                .build();
    }

    private static Set<String> names(Collection<? extends Importable> known, Function<String, Boolean> isUnwanted) {
        return known.stream().map(Importable::getName).filter(isUnwanted::apply).collect(Collectors.toSet());
    }

    private static Set<String> functions(Collection<ELFunctionDefinition> known) {
        return names(known, name -> !FUNCTIONS.contains(name));
    }

    private void filter(String name, Function<@Nullable Object, Object> function) {
        getGlobalContext().registerFilter(new Filter() {
            @Override
            public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
                return function.apply(value);
            }

            @Override
            public String getName() {
                return name;
            }
        });
    }

    private static Object decimal(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        try {
            return Double.valueOf(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new TemplateFailure("'" + value + "' is not a number", e);
        }
    }

    private static Object truth(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return switch (text.toString().strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0", "" -> false;
                default -> throw new TemplateFailure("'" + value + "' is neither true nor false");
            };
        }
        return Templates.isTrue(value);
    }

    private static Object json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value instanceof BigDecimal number ? number : Templates.plain(value));
        } catch (JsonProcessingException e) {
            throw new TemplateFailure("tojson: " + e.getOriginalMessage(), e);
        }
    }

    /** {@code << >>}, {@code <% %>} and {@code <# #>}. */
    private static final class Delimiters extends TokenScannerSymbols {

        private static final long serialVersionUID = 1L;

        @Override
        public char getPrefixChar() {
            return '<';
        }

        @Override
        public char getPostfixChar() {
            return '>';
        }

        @Override
        public char getFixedChar() {
            return 0;
        }

        @Override
        public char getNoteChar() {
            return '#';
        }

        @Override
        public char getTagChar() {
            return '%';
        }

        @Override
        public char getExprStartChar() {
            return '<';
        }

        @Override
        public char getExprEndChar() {
            return '>';
        }

        @Override
        public char getNewlineChar() {
            return '\n';
        }

        @Override
        public char getTrimChar() {
            return '-';
        }
    }
}
