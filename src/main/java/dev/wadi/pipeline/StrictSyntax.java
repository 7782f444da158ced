package dev.wadi.pipeline;

import com.hubspot.jinjava.el.ext.AstFilterChain;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.FilterSpec;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.Importable;
import java.util.List;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.de.odysseus.el.tree.impl.ast.AstBracket;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstMethod;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstProperty;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** Jinjava's expressions, in which a part of what is not defined is an error, as in Jinja, and not nothing. */
final class StrictSyntax extends Builder {

    private static final long serialVersionUID = 1L;

    StrictSyntax() {
        super(Feature.METHOD_INVOCATIONS, Feature.VARARGS);
    }

    @Override
    protected Parser createParser(String expression) {
        return new ExtendedParser(this, expression) {
            @Override
            protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
                return new Dot(base, property, lvalue);
            }

            @Override
            protected AstBracket createAstBracket(AstNode base, AstNode property, boolean lvalue, boolean strict) {
                return new Bracket(base, property, lvalue, strict);
            }

            @Override
            protected AstMethod createAstMethod(AstProperty property, AstParameters parameters) {
                return new Method(property, parameters);
            }

            @Override
            protected AstFilterChain createAstFilterChain(AstNode input, List<FilterSpec> filters) {
                return new Filters(input, filters);
            }
        };
    }

    /** Something of which a part or a function is wanted. */
    private interface Part {

        /** What it is a part of; never null. */
        Object base(Bindings bindings, ELContext context);

        Object name(Bindings bindings, ELContext context);
    }

    private static Object defined(AstNode prefix, Object part, Bindings bindings, ELContext context) {
        Object base = prefix.eval(bindings, context);
        if (base != null) {
            return base;
        }
        StringBuilder text = new StringBuilder();
        prefix.appendStructure(text, bindings);
        String name = text.toString();
        if (name.startsWith(ExtendedParser.EXPTEST_PREFIX)) {
            throw new TemplateFailure(
                    "there is no test '" + name.substring(ExtendedParser.EXPTEST_PREFIX.length()) + "'");
        }
        throw new TemplateFailure("'" + name + "' is not defined, so it has no '" + part + "'");
    }

    private static @Nullable Object value(Part part, Bindings bindings, ELContext context) {
        Object base = part.base(bindings, context);
        Object name = part.name(bindings, context);
        if (base instanceof Callable callable && !callable.has(String.valueOf(name))) {
            String what = base instanceof Moment ? "a date" : "API";
            throw new TemplateFailure(what + " has no property '" + name + "'");
        }
        context.setPropertyResolved(false);
        return context.getELResolver().getValue(context, base, name);
    }

    private static final class Dot extends AstDot implements Part {

        Dot(AstNode base, String property, boolean lvalue) {
            super(base, property, lvalue);
        }

        @Override
        public Object base(Bindings bindings, ELContext context) {
            return defined(prefix, property, bindings, context);
        }

        @Override
        public Object name(Bindings bindings, ELContext context) {
            return property;
        }

        @Override
        public @Nullable Object eval(Bindings bindings, ELContext context) {
            return value(this, bindings, context);
        }
    }

    private static final class Bracket extends AstBracket implements Part {

        Bracket(AstNode base, AstNode property, boolean lvalue, boolean strict) {
            super(base, property, lvalue, strict);
        }

        @Override
        public Object base(Bindings bindings, ELContext context) {
            return defined(prefix, name(bindings, context), bindings, context);
        }

        @Override
        public Object name(Bindings bindings, ELContext context) {
            return String.valueOf(property.eval(bindings, context));
        }

        @Override
        public @Nullable Object eval(Bindings bindings, ELContext context) {
            return value(this, bindings, context);
        }
    }

    private static final class Method extends AstMethod {

        private final Part part;
        private final AstParameters parameters;

        Method(AstProperty property, AstParameters parameters) {
            super(property, parameters);
            this.part = (Part) property;
            this.parameters = parameters;
        }

        @Override
        public @Nullable Object eval(Bindings bindings, ELContext context) {
            Object base = part.base(bindings, context);
            Object[] arguments = parameters.eval(bindings, context);
            context.setPropertyResolved(false);
            return context.getELResolver().invoke(context, base, part.name(bindings, context), null, arguments);
        }
    }

    private static final class Filters extends AstFilterChain {

        Filters(AstNode input, List<FilterSpec> filters) {
            super(input, filters);
        }

        @Override
        public @Nullable Object eval(Bindings bindings, ELContext context) {
            JinjavaInterpreter interpreter = getInterpreter(context);
            for (FilterSpec filter : filterSpecs) {
                if (interpreter.getContext().getFilter(filter.getName()) == null) {
                    List<String> known = interpreter.getContext().getAllFilters().stream()
                            .map(Importable::getName)
                            .toList();
                    String near = Unknown.near(filter.getName(), known).strip();
                    throw new TemplateFailure("there is no filter '" + filter.getName() + "'"
                            + (near.isEmpty() ? "" : ". " + near.replaceAll("\\?$", "?")));
                }
            }
            return super.eval(bindings, context);
        }
    }
}
