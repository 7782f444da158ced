package dev.wadi.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;

/** Templates as a language of Camel, for the conditions of stages: {@code << variables.n > 3 >>}. */
@Language(TemplateLanguage.NAME)
public class TemplateLanguage extends LanguageSupport {

    static final String NAME = "template";

    @Override
    public Predicate createPredicate(String text) {
        return new Rendered(text);
    }

    @Override
    public Expression createExpression(String text) {
        return new Rendered(text);
    }

    private static final class Rendered extends ExpressionAdapter implements Predicate {

        private final String text;

        Rendered(String text) {
            this.text = text;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return Pipelines.of(exchange.getContext()).runOf(exchange).render(text);
        }

        @Override
        public boolean matches(Exchange exchange) {
            return Boolean.parseBoolean(String.valueOf(evaluate(exchange)));
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
