package dev.wadi.connection.packageindex;

import dev.wadi.connection.httpclient.BadAddressException;
import dev.wadi.connection.httpclient.HttpAccess;
import dev.wadi.connection.httpclient.HttpAddress;
import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.connection.httpclient.HttpProbe;
import dev.wadi.connection.httpclient.HttpProxies;
import dev.wadi.connection.httpclient.RequestHeaders;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The connection type {@code package_index}. */
public final class PackageIndexType implements ConnectionType<PackageIndexSettings> {

    private static final int MAX_REDIRECTS = 30;

    @Override
    public String name() {
        return "package_index";
    }

    @Override
    public String title() {
        return "Package Index (Python)";
    }

    @Override
    public Class<PackageIndexSettings> settings() {
        return PackageIndexSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(URI.class), HttpConnection.clientBean());
    }

    @Override
    public void check(PackageIndexSettings settings, SettingProblems problems) {
        if (!IndexUrl.hasScheme(settings.host())) {
            problems.problem("host", "must begin with http:// or https://", "Write the whole URL of the index");
            return;
        }
        try {
            checkLogin(settings, IndexUrl.address(settings.host()), problems);
        } catch (BadAddressException e) {
            e.report(problems);
        }
        HttpAccess.checkVerify(settings.verify(), problems);
    }

    private static void checkLogin(PackageIndexSettings settings, HttpAddress address, SettingProblems problems) {
        if (IndexUrl.hasUserInfo(settings.host())) {
            problems.warning("host", "the login in the URL is not used", "Put it into login and password");
        }
        if (settings.hasLogin() && !address.isSecure()) {
            problems.warning(
                    "host",
                    "credentials are sent without encryption to " + address.url(),
                    "Use https if the server has it");
        }
        if (!settings.hasLogin() && settings.password() != null) {
            problems.warning(
                    "password", "is not used without a login", "Set the login; for a token it is often __token__");
        }
    }

    @Override
    public OpenConnection open(PackageIndexSettings settings, ConnectionContext context) {
        try {
            HttpAddress address = IndexUrl.address(settings.host());
            return new PackageIndexConnection(
                    new HttpConnection(context, access(settings, address), probe(address)),
                    IndexUrl.withLogin(address, settings.login(), settings.password()));
        } catch (BadAddressException e) {
            throw new ConnectionException(context.connId(), String.valueOf(e.getMessage()), e);
        }
    }

    private static HttpAccess access(PackageIndexSettings settings, HttpAddress address) {
        return new HttpAccess(
                address,
                RequestHeaders.of(Map.of(), settings.login(), settings.password()),
                HttpProxies.of(Map.of(), System.getenv()),
                settings.verify(),
                List.of(),
                settings.timeout(),
                MAX_REDIRECTS,
                false,
                true,
                HttpAccess.MAX_CONNECTIONS);
    }

    /** Asks with one slash at the end, as pip does; servers redirect to it, or do not know the other. */
    private static HttpProbe probe(HttpAddress address) {
        String slash = address.path().endsWith("/") ? "" : "/";
        return new HttpProbe(List.of("GET"), slash, SimpleIndex.ACCEPT, SimpleIndex::judge);
    }
}
