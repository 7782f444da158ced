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
            return run(exchange).render(text);
        }

        @Override
        public boolean matches(Exchange exchange) {
            return Templates.isTrue(text, run(exchange).scope());
        }

        private static PipelineRun run(Exchange exchange) {
            PipelineRun run = Pipelines.of(exchange.getContext()).runOf(exchange);
            run.enter(exchange);
            return run;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
