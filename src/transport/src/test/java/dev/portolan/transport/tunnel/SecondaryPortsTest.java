package dev.portolan.transport.tunnel;

import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.connect.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of datagrams that no second port can give to the program. */
class SecondaryPortsTest {
  private static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242);

  private final EventLoopGroup group = EventLoops.create("test-second-ports", 1);
  private final EventLoop loop = group.next();
  private final AtomicInteger dropped = new AtomicInteger();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static final class Nobody implements SecondaryPorts.Received {
    @Override
    public void received(int servicePort, ByteBuf data) {
      throw new AssertionError("no program speaks here");
    }

    @Override
    public void burstOver() {}
  }

  private SecondaryPorts ports(InetAddress address) {
    return new SecondaryPorts(loop, address, SENDER, new Nobody(), dropped::incrementAndGet);
  }

  private ByteBuf send(SecondaryPorts ports) {
    ByteBuf data = Unpooled.wrappedBuffer(new byte[] {1});
    get(loop.submit(() -> ports.send(69, data)));
    get(loop.submit(() -> {})); // What the bind left for later is done.
    return data;
  }

  @Test
  void whatTheServiceSaysUnaskedIsDropped() {
    ByteBuf data = send(ports(InetAddress.getLoopbackAddress()));
    assertThat(data.refCnt()).isZero();
    assertThat(dropped).hasValue(1);
  }

  /** The address is nobody's: from RFC 5737. */
  @Test
  void whereNoSocketCanBeHadItIsDroppedAndTriedAgain() throws UnknownHostException {
    SecondaryPorts ports = ports(InetAddress.getByName("192.0.2.1"));
    get(loop.submit(ports::serviceSpokenTo));
    for (int i = 1; i <= 2; i++) {
      ByteBuf data = send(ports);
      assertThat(data.refCnt()).isZero();
      assertThat(dropped).hasValue(i);
    }
  }
}
