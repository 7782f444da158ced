package dev.wadi.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A pipeline as a Camel route in canonical YAML, which does the same when it stands in the folder of routes itself. */
public final class RouteCompiler {

    private final PipelineDefinition pipeline;
    private final StageReaders readers;

    private RouteCompiler(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
        this.readers = StageReaders.of(pipeline.stages());
    }

    /** The route's YAML. */
    public static String compile(PipelineDefinition pipeline) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(0)
                .setWidth(120)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(List.of(new RouteCompiler(pipeline).route()));
    }

    private Map<String, Object> route() {
        Header header = pipeline.header();
        Map<String, Object> parameters = new LinkedHashMap<>();
        header.schedule().ifPresent(cron -> parameters.put("schedule", cron.replace(' ', '+')));
        header.timeout().ifPresent(limit -> parameters.put("timeout", limit.toMillis()));
        header.onFailedSwap().ifPresent(choice -> parameters.put("onFailedSwap", choice.written()));
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "pipeline:" + pipeline.id());
        if (!parameters.isEmpty()) {
            from.put("parameters", parameters);
        }
        List<Object> steps = new ArrayList<>();
        if (!header.parameters().isEmpty()) {
            Map<String, Object> variable = new LinkedHashMap<>();
            variable.put("name", PipelineRun.PARAMETERS);
            variable.put("constant", StageTexts.constant(StageTexts.json(header.parameters())));
            steps.add(Map.of("setVariable", variable));
        }
        steps.addAll(steps(pipeline.stages()));
        from.put("steps", steps);
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", pipeline.id());
        if (!header.name().equals(pipeline.id())) {
            route.put("description", header.name());
        }
        route.put("from", from);
        return Map.of("route", route);
    }

    private List<Object> steps(List<StageDefinition> stages) {
        List<Object> steps = new ArrayList<>();
        for (StageDefinition stage : stages) {
            steps.addAll(skippable(stage, tolerant(stage, work(stage))));
            stage.options().throttle().ifPresent(pause -> steps.add(StagesStep.pause(stage.name(), pause)));
        }
        return steps;
    }

    private List<Object> work(StageDefinition stage) {
        if (stage instanceof StageDefinition.Nested nested) {
            List<Object> steps = new ArrayList<>(StagesStep.before(nested));
            steps.addAll(nested.perRow() ? List.of(loop(nested)) : steps(nested.stages()));
            steps.addAll(StagesStep.after(nested));
            return steps;
        }
        return new StageStep(stage, readers).steps();
    }

    private Map<String, Object> loop(StageDefinition.Nested nested) {
        List<Object> steps = new ArrayList<>();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", LoopRows.ROW);
        row.put("simple", "${body}");
        steps.add(Map.of("setProperty", row));
        steps.addAll(steps(nested.stages()));
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("simple", "${bodyAs(java.util.List)}");
        split.put("stopOnException", true);
        split.put("steps", steps);
        return Map.of("split", split);
    }

    private static List<Object> tolerant(StageDefinition stage, List<Object> work) {
        if (!stage.options().toleratesErrors()) {
            return work;
        }
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("loggingLevel", "WARN");
        log.put("logName", "dev.wadi.run");
        log.put("message", "${exception.message}; on_error lets the run go on");
        Map<String, Object> caught = new LinkedHashMap<>();
        caught.put("exception", List.of("java.lang.Exception"));
        caught.put("steps", List.of(Map.of("log", log)));
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("steps", work);
        attempt.put("doCatch", List.of(caught));
        return List.of(Map.of("doTry", attempt));
    }

    private static List<Object> skippable(StageDefinition stage, List<Object> work) {
        if (stage.options().skipIf().isEmpty()) {
            return work;
        }
        Map<String, Object> language = new LinkedHashMap<>();
        language.put("language", TemplateLanguage.NAME);
        language.put("expression", stage.options().skipIf().get());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("logName", "dev.wadi.run");
        log.put("message", "Skip '" + stage.name() + "'");
        Map<String, Object> when = new LinkedHashMap<>();
        when.put("language", language);
        when.put("steps", List.of(Map.of("log", log)));
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("when", List.of(when));
        choice.put("otherwise", Map.of("steps", work));
        return List.of(Map.of("choice", choice));
    }
}
