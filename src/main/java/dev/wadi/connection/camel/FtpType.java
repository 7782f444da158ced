package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;

/** Files on an FTP server. */
public final class FtpType implements ConnectionType<FtpSettings> {

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public String title() {
        return "FTP";
    }

    @Override
    public Class<FtpSettings> settings() {
        return FtpSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(FtpSettings settings, SettingProblems problems) {
        Hosts.check(settings.host(), problems);
    }

    @Override
    public OpenConnection open(FtpSettings settings, ConnectionContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", Hosts.inUri(settings.host()));
        values.put("port", Integer.toString(settings.port()));
        values.put("username", settings.login());
        values.put("password", settings.password() == null ? "" : settings.password());
        values.put("passiveMode", settings.passive());
        values.put("binary", settings.binary());
        var model = ComponentCatalogue.find("ftp").orElseThrow();
        return ComponentConnection.open(
                context, model, values, new FileServerTrial(settings.host(), settings.port(), settings.login()));
    }
}
