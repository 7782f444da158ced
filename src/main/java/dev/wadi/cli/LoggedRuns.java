package dev.wadi.cli;

import dev.wadi.pipeline.RunListener;
import dev.wadi.pipeline.ShownStage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Shows stages in the logs of their runs, as tables. */
final class LoggedRuns implements RunListener {

    @Override
    public void shows(ShownStage shown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new StageText(text, true).print(shown);
        }
        LoggerFactory.getLogger(shown.logger())
                .info("{}", bytes.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    @Override
    public void logs(String logger, @Nullable Level level) {
        LogConfigurator.level(logger, level);
    }
}
