package dev.portolan.transport.socks;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * The request of a local program to be connected with a service. Answer it once, on any thread.
 *
 * <p>The service's name is passed on as it is; nothing is looked up here.
 */
public final class SocksRequest {
  private final Channel program;
  private final HostPort target;
  private final SocksReplies replies;

  SocksRequest(Channel program, HostPort target, SocksReplies replies) {
    this.program = program;
    this.target = target;
    this.replies = replies;
  }

  /**
   * Reads a program's request: CONNECT by SOCKS 4, 4a or 5, without authentication. Anything else
   * is answered as the protocol demands, and the connection closed.
   *
   * @param program a connection with auto-read off. What the program sends behind its request goes
   *     to the handlers that are in its pipeline now.
   * @param limit how long the program may take
   * @return completes on the connection's loop, with auto-read off again; fails with an {@link
   *     EdgeException}; is cancelled if the program ends the connection
   */
  public static Future<SocksRequest> read(Channel program, Duration limit) {
    return SocksHandshake.begin(program, limit);
  }

  /** The service that the program asks for. */
  public HostPort target() {
    return target;
  }

  /** Tells the program that it is connected. What is written to the connection later follows. */
  public void granted() {
    EventLoops.onLoop(
        program.eventLoop(),
        () -> {
          program.writeAndFlush(replies.granted());
          replies.removeEncoder(program.pipeline());
        });
  }

  /** Tells the program why it is not connected, and closes its connection. */
  public void refused(Problem why) {
    program.writeAndFlush(replies.refused(why)).addListener(ChannelFutureListener.CLOSE);
  }
}
