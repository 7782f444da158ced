package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ReadThreadsTest {

    @Test
    void aTaskLogsUnderTheIdsOfWhoGaveItAndTheThreadForgetsThem() throws Exception {
        ReadThreads threads = new ReadThreads(Executors.defaultThreadFactory());
        try {
            MDC.put("run", "r1");
            assertThat(threads.submit(() -> MDC.get("run")).get(10, TimeUnit.SECONDS))
                    .isEqualTo("r1");
            MDC.remove("run");
            assertThat(threads.submit(() -> MDC.get("run") == null).get(10, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            MDC.remove("run");
            threads.shutdownNow();
        }
    }
}
