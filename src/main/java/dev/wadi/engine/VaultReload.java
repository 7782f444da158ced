package dev.wadi.engine;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextReloadStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * What Camel calls when a vault that it watches ({@code camel.vault.aws.refreshEnabled} and the like) has other secrets. Where
 * Camel's own would load all routes anew, this changes the connections whose placeholders give something else.
 */
final class VaultReload extends ServiceSupport implements ContextReloadStrategy {

    private final Runnable reload;
    private @Nullable CamelContext context;
    private volatile int count;

    VaultReload(Runnable reload) {
        this.reload = reload;
    }

    @Override
    public synchronized void onReload(Object source) {
        count++;
        reload.run();
    }

    @Override
    public int getReloadCounter() {
        return count;
    }

    /** None: each file is accepted or rejected by itself. */
    @Override
    public int getFailedCounter() {
        return 0;
    }

    @Override
    public synchronized void resetCounters() {
        count = 0;
    }

    @Override
    public @Nullable Exception getLastError() {
        return null;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext given) {
        context = given;
    }
}
