package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.open.StreamLoss;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log line of a served stream: client, operation, duration, bytes.
 *
 * <p>"Up" is towards the device. The line is written when the stream has closed. Belongs to the
 * stream's event loop.
 */
final class ServedRecord extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger("dev.portolan.device.streams");

  private final Operation operation;
  private final int client;
  private final long start = System.nanoTime();
  private @Nullable String refusal;
  private long up;
  private long down;

  private ServedRecord(Operation operation, int client) {
    this.operation = operation;
    this.client = client;
  }

  /** Begins a record, which writes itself when the stream closes. */
  static ServedRecord begin(SmuxStream stream, Operation operation) {
    ServedRecord record = new ServedRecord(operation, client(operation));
    stream.pipeline().addLast(record); // behind what holds bytes that came with the request
    stream.closeFuture().addListener(closed -> record.write(stream));
    return record;
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

  /** The stream was refused. */
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
    LOG.info(
        "client={} type={} target={} seconds={} up={} down={} end={}",
        client == ClientNumber.NONE ? "-" : client,
        operation.kind(),
        operation.target().isEmpty() ? "-" : RemoteText.field(operation.target()),
        String.format(Locale.ROOT, "%.3f", (System.nanoTime() - start) / 1e9),
        up,
        down,
        RemoteText.field(refusal != null ? "refused: " + refusal : loss == null ? "closed" : loss));
  }
}
