package dev.wadi.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows stages in the logs of their runs, one line for each column and row. */
final class LoggedStages implements RunListener {

    @Override
    public void shows(ShownStage shown) {
        Logger log = LoggerFactory.getLogger(shown.logger());
        if (shown.schema()) {
            shown.columns()
                    .forEach(column -> log.info("{}: column {} {}", shown.stage(), column.name(), column.type()));
        }
        shown.rows().ifPresent(rows -> rows.forEachRemaining(row -> log.info("{}: {}", shown.stage(), row)));
    }
}
