package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.problem.StreamLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * The log line of a served stream: client, operation, duration, bytes.
 *
 * <p>"Up" is towards the device. The line is written when the stream has closed. Belongs to the
 * stream's event loop.
 */
final class ServedRecord extends ChannelDuplexHandler {

  /** The client's {@link ClientNumber}, as it begins a line. */
  private record Client(int number) {
    @Override
    public String toString() {
      return "client=" + (number == ClientNumber.NONE ? "-" : number);
    }
  }

  private final StreamLog log;
  private final Operation operation;
  private final int client;
  private final long start = System.nanoTime();
  private volatile @Nullable String refusal;
  private long up;
  private long down;

  private ServedRecord(Operation operation, int client, StreamLog log) {
    this.log = log;
    this.operation = operation;
    this.client = client;
  }

  /** Begins a record, which writes itself when the stream closes. */
  static void begin(SmuxStream stream, Operation operation, StreamLog log) {
    ServedRecord record = new ServedRecord(operation, client(operation), log);
    stream.pipeline().addLast(record); // behind what holds bytes that came with the request
    stream.closeFuture().addListener(closed -> record.write(stream));
  }

  /** The number by which the edge tells clients apart, where the request has one. */
  private static int client(Operation operation) {
    return switch (operation) {
      case Operation.Tcp tcp -> tcp.request().client();
      case Operation.Udp udp -> udp.request().client();
      case Operation.Shell _,
          Operation.Run _,
          Operation.Resize _,
          Operation.File _,
          Operation.Reload _,
          Operation.Other _ ->
          ClientNumber.NONE;
    };
  }

  /** The request was not granted. May be called by any thread. */
  void refused(String reason) {
    refusal = reason;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      up += bytes.readableBytes();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      down += bytes.readableBytes();
    }
    ctx.write(message, promise);
  }

  private void write(SmuxStream stream) {
    String loss = StreamLoss.inWords(stream);
    String end = refusal != null ? "refused" : loss == null ? "closed" : loss;
    log.ended(
        new StreamLog.Entry(
            new Client(client),
            operation.kind(),
            operation::target,
            System.nanoTime() - start,
            up,
            down,
            end,
            refusal));
  }
}
