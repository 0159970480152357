package dev.portolan.transport.socks;

import static java.util.Map.entry;

import dev.portolan.transport.problem.Problem;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.socksx.SocksMessage;
import io.netty.handler.codec.socksx.v4.DefaultSocks4CommandResponse;
import io.netty.handler.codec.socksx.v4.Socks4CommandStatus;
import io.netty.handler.codec.socksx.v4.Socks4ServerEncoder;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import java.util.Map;

/** The answers of a version of SOCKS. */
enum SocksReplies {
  /** SOCKS 4 and 4a, which know one kind of refusal. */
  V4(Socks4ServerEncoder.class) {
    @Override
    SocksMessage granted() {
      return new DefaultSocks4CommandResponse(Socks4CommandStatus.SUCCESS);
    }

    @Override
    SocksMessage refused(Problem why) {
      return new DefaultSocks4CommandResponse(Socks4CommandStatus.REJECTED_OR_FAILED);
    }
  },

  /** SOCKS 5. */
  V5(Socks5ServerEncoder.class) {
    @Override
    SocksMessage granted() {
      return reply(Socks5CommandStatus.SUCCESS);
    }

    @Override
    SocksMessage refused(Problem why) {
      return reply(STATUS.getOrDefault(why, Socks5CommandStatus.FAILURE));
    }
  };

  /** Every other problem is a general failure. */
  private static final Map<Problem, Socks5CommandStatus> STATUS =
      Map.ofEntries(
          entry(Problem.STREAM_NOT_ALLOWED, Socks5CommandStatus.FORBIDDEN),
          entry(Problem.TARGET_REFUSED, Socks5CommandStatus.CONNECTION_REFUSED),
          entry(Problem.TARGET_UNREACHABLE, Socks5CommandStatus.HOST_UNREACHABLE),
          entry(Problem.TARGET_UNKNOWN, Socks5CommandStatus.HOST_UNREACHABLE),
          entry(Problem.TARGET_TIMEOUT, Socks5CommandStatus.TTL_EXPIRED),
          entry(Problem.STREAM_TIMEOUT, Socks5CommandStatus.TTL_EXPIRED),
          entry(Problem.DEVICE_NOT_CONNECTED, Socks5CommandStatus.NETWORK_UNREACHABLE),
          entry(Problem.LINK_DOWN, Socks5CommandStatus.NETWORK_UNREACHABLE),
          entry(Problem.LINK_LOST, Socks5CommandStatus.NETWORK_UNREACHABLE),
          entry(Problem.EDGE_SILENT, Socks5CommandStatus.NETWORK_UNREACHABLE));

  private final Class<? extends ChannelHandler> encoder;

  SocksReplies(Class<? extends ChannelHandler> encoder) {
    this.encoder = encoder;
  }

  abstract SocksMessage granted();

  abstract SocksMessage refused(Problem why);

  /** Removes what encodes the answers. On the connection's loop. */
  void removeEncoder(ChannelPipeline pipeline) {
    if (pipeline.get(encoder) != null) {
      pipeline.remove(encoder);
    }
  }

  static SocksMessage reply(Socks5CommandStatus status) {
    return new DefaultSocks5CommandResponse(status, Socks5AddressType.IPv4);
  }
}
