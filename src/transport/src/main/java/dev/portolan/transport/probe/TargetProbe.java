package dev.portolan.transport.probe;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;

/** Opens a stream to a target and finds out what answers there. Thread-safe. */
public final class TargetProbe {
  private TargetProbe() {}

  /**
   * Asks a target, within the opener's time limit and some seconds more, reading at most {@value
   * TextProbe#MOST_BYTES} bytes.
   *
   * @return fails with an {@link EdgeException} if the device or the edge grants no stream.
   *     Cancelling it closes the stream.
   */
  public static Future<TargetAnswer> ask(
      StreamOpener opener, HostPort target, TargetQuestion question) {
    Promise<TargetAnswer> answer = ImmediateEventExecutor.INSTANCE.newPromise();
    ChannelHandler handler =
        switch (question) {
          case LISTEN, HTTP -> new TextProbe(target, question, answer);
          case TLS -> new TlsProbe(target, answer);
        };
    Future<OpenedStream> opening =
        opener.openStream(new TcpTunnelRequest(target, false).toMessage(), handler);
    opening.addListener(
        done -> {
          if (!done.isSuccess()) {
            answer.tryFailure(done.cause());
          } else {
            answer.addListener(known -> opening.getNow().stream().close());
          }
        });
    answer.addListener(
        known -> {
          if (known.isCancelled()) {
            opening.cancel(false);
          }
        });
    return answer;
  }
}
