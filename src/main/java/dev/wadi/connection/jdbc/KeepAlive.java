package dev.wadi.connection.jdbc;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * When TCP asks whether the other side is still there. Nobody is told that packets are lost on the way, so that a statement
 * would wait for its answer for ever. A limit on the wait itself would end statements that take long; this ends those only
 * whose line is dead.
 *
 * @param idle seconds without traffic until TCP asks
 * @param interval seconds until it asks again
 * @param count after how many unanswered questions the line is dead
 */
public record KeepAlive(int idle, int interval, int count) {

    /** Two minutes. Systems' own times make it two hours and more. */
    public static final KeepAlive USUAL = new KeepAlive(60, 10, 6);

    /** Sets the times on a socket that is not connected; whether TCP asks at all is another option. */
    public void applyTo(Socket socket) throws IOException {
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, idle);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, count);
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }
}
