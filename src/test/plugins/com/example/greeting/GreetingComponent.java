package com.example.greeting;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A component that greets who is in the body. */
public class GreetingComponent extends DefaultComponent {

    private String word = "Hello";
    private int times = 1;

    public void setWord(String word) {
        this.word = word;
    }

    public void setTimes(int times) {
        this.times = times;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        String greeting = (word + " ").repeat(times) + exchange.getMessage().getBody(String.class);
                        exchange.getMessage().setBody(greeting + remaining);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
