package dev.wadi.pipeline;

import dev.wadi.config.Place;
import dev.wadi.connection.ConnectionInPlace;
import dev.wadi.spi.DeclaredColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** What the endpoints of stages that name a connection have. */
public abstract class ConnectedEndpoint extends StageEndpoint {

    @UriPath(description = "The conn_id of the connection, or the kind of one that is described in place")
    @Metadata(required = true)
    private String connection;

    @UriParam(
            description =
                    "Whether the connection is described in place by its kind: Parquet, CSV, JSON, Variable or CustomConnection")
    private boolean inline;

    @UriParam(description = "The table, path or folder that is meant. Templates are filled in")
    private @Nullable String locator;

    @UriParam(description = "Columns and their types, as JSON: [{\"name\": \"id\", \"type\": \"BIGINT\"}]")
    private @Nullable String fields;

    @UriParam(description = "What the connection takes beside, as a JSON object. Templates are filled in")
    private @Nullable String params;

    @UriParam(description = "The settings of a connection that is described in place, as a JSON object")
    private @Nullable String config;

    @UriParam(description = "The Java package of a custom connection that is described in place")
    private @Nullable String module;

    @UriParam(description = "The class of a custom connection that is described in place")
    private @Nullable String classname;

    ConnectedEndpoint(String uri, DefaultComponent component, String connection) {
        super(uri, component);
        this.connection = connection;
    }

    @Override
    String usualName() {
        return connection;
    }

    List<DeclaredColumn> columns(Exchange exchange) {
        return columns(text(exchange, "fields", fields).orElse(null));
    }

    Map<String, @Nullable Object> parameters(Exchange exchange) {
        return map(text(exchange, "params", params).orElse(null), "params");
    }

    Map<String, @Nullable Object> settings(Exchange exchange) {
        return map(text(exchange, "config", config).orElse(null), "config");
    }

    /** A custom connection that is described in place. */
    ConnectionInPlace described(Exchange exchange, PipelineRun run) {
        return new ConnectionInPlace(
                required(exchange, "module", module),
                required(exchange, "classname", classname),
                new LinkedHashMap<>(run.renderAll(parameters(exchange))),
                new LinkedHashMap<>(run.renderAll(settings(exchange))),
                stageName() + ".connection",
                Place.of("stage " + stageName()));
    }

    private String required(Exchange exchange, String option, @Nullable String written) {
        return text(exchange, option, written)
                .orElseThrow(() -> new IllegalArgumentException("a CustomConnection needs a " + option));
    }

    public String getConnection() {
        return connection;
    }

    public void setConnection(String connection) {
        this.connection = connection;
    }

    public boolean isInline() {
        return inline;
    }

    public void setInline(boolean inline) {
        this.inline = inline;
    }

    public @Nullable String getLocator() {
        return locator;
    }

    public void setLocator(@Nullable String locator) {
        this.locator = locator;
    }

    public @Nullable String getFields() {
        return fields;
    }

    public void setFields(@Nullable String fields) {
        this.fields = fields;
    }

    public @Nullable String getParams() {
        return params;
    }

    public void setParams(@Nullable String params) {
        this.params = params;
    }

    public @Nullable String getConfig() {
        return config;
    }

    public void setConfig(@Nullable String config) {
        this.config = config;
    }

    public @Nullable String getModule() {
        return module;
    }

    public void setModule(@Nullable String module) {
        this.module = module;
    }

    public @Nullable String getClassname() {
        return classname;
    }

    public void setClassname(@Nullable String classname) {
        this.classname = classname;
    }
}
