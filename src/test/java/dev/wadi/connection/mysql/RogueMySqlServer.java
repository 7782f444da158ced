package dev.wadi.connection.mysql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that speaks just enough of MySQL's protocol to let anybody in and to answer the first statement by asking for
 * a file of the client, or to ask for the password itself. It keeps what clients send.
 */
final class RogueMySqlServer implements AutoCloseable {

    private static final int LOCAL_FILES = 0x0080;
    private static final int PROTOCOL_41 = 0x0200;
    private static final int SECURE_CONNECTION = 0x8000;
    private static final int PLUGIN_AUTH = 0x0008; // of the upper two bytes

    private final ServerSocket socket;
    private final boolean asksForThePassword;
    private final String file;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean asked;

    RogueMySqlServer(String file, boolean asksForThePassword) throws IOException {
        this.file = file;
        this.asksForThePassword = asksForThePassword;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "rogue-mysql");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Whether a client came far enough to be asked. */
    boolean hasAsked() {
        return asked;
    }

    /** All that clients sent, one letter a byte. */
    String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(5_000);
                rob(client);
            } catch (IOException e) {
                // The client has gone, which is what it should do.
            }
        }
    }

    private void rob(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        DataInputStream in = new DataInputStream(client.getInputStream());
        send(out, 0, greeting());
        int sequence = receive(in);
        if (asksForThePassword) {
            asked = true;
            send(out, sequence + 1, bytes(0xFE, "mysql_clear_password\0"));
            sequence = receive(in);
        }
        send(out, sequence + 1, new byte[] {0, 0, 0, 2, 0, 0, 0});
        receive(in);
        asked = true;
        send(out, 1, bytes(0xFB, file));
        while (true) {
            receive(in);
        }
    }

    private static byte[] bytes(int first, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static byte[] greeting() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int capabilities = LOCAL_FILES | PROTOCOL_41 | SECURE_CONNECTION;
        out.writeBytes(bytes(10, "8.0.99\0"));
        out.writeBytes(new byte[] {1, 0, 0, 0});
        out.writeBytes("12345678\0".getBytes(StandardCharsets.US_ASCII));
        out.write(capabilities & 0xFF);
        out.write(capabilities >> 8);
        out.writeBytes(new byte[] {45, 2, 0, PLUGIN_AUTH, 0, 21});
        out.writeBytes(new byte[10]);
        out.writeBytes("123456789012\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void send(OutputStream out, int sequence, byte[] content) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(content.length & 0xFF);
        packet.write(content.length >> 8 & 0xFF);
        packet.write(content.length >> 16 & 0xFF);
        packet.write(sequence);
        packet.writeBytes(content);
        out.write(packet.toByteArray());
        out.flush();
    }

    /** Reads one packet and returns its number. */
    private int receive(DataInputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length < 4) {
            throw new EOFException();
        }
        int length = (header[0] & 0xFF) | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        byte[] content = in.readNBytes(length);
        synchronized (received) {
            received.writeBytes(content);
        }
        return header[3];
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
