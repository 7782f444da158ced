package dev.wadi.connection.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import dev.wadi.connection.jdbc.KeepAlive;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** Makes the driver's sockets with the times of TCP's keep-alive, for which the driver has no properties. */
public final class KeepAliveSockets extends StandardSocketFactory {

    /** Called by the driver. */
    public KeepAliveSockets() {}

    @Override
    protected void configureSocket(Socket socket, PropertySet properties) throws SocketException, IOException {
        super.configureSocket(socket, properties);
        KeepAlive.USUAL.applyTo(socket);
    }
}
