package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnDatagramFilterTest {
  private final AtomicInteger dropped = new AtomicInteger();

  private final class Socket extends EmbeddedChannel {
    private final InetSocketAddress local;

    Socket(InetSocketAddress local) {
      super(false, false);
      this.local = local;
      pipeline().addLast(new OwnDatagramFilter(dropped::incrementAndGet));
    }

    Socket bound() throws Exception {
      register();
      return this;
    }

    @Override
    protected SocketAddress localAddress0() {
      return local;
    }

    private boolean takes(InetSocketAddress sender) {
      ByteBuf content = Unpooled.buffer();
      boolean taken = writeInbound(new DatagramPacket(content, local, sender));
      releaseInbound();
      assertThat(content.refCnt()).as("given back").isZero();
      return taken;
    }
  }

  private static InetSocketAddress at(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  @Test
  void dropsWhatAnotherSocketOfThisProcessSentAndCountsIt() throws Exception {
    Socket one = new Socket(at("127.0.0.1", 1)).bound();
    Socket other = new Socket(at("127.0.0.1", 2)).bound();

    assertThat(one.takes(at("127.0.0.1", 2))).isFalse();
    assertThat(dropped).hasValue(1);
    assertThat(one.takes(at("127.0.0.1", 3))).as("another port").isTrue();
    assertThat(one.takes(at("127.0.0.2", 2))).as("another address").isTrue();

    other.close();
    assertThat(one.takes(at("127.0.0.1", 2))).as("no longer there").isTrue();
    assertThat(dropped).hasValue(1);
    one.close();
  }

  @Test
  void knowsASocketOnAllAddressesByEachThatThisComputerHas() throws Exception {
    Socket one = new Socket(at("127.0.0.1", 1)).bound();
    Socket everywhere = new Socket(at("0.0.0.0", 2)).bound();

    assertThat(one.takes(at("127.0.0.1", 2))).isFalse();
    assertThat(one.takes(at("198.51.100.1", 2))).as("another computer's").isTrue();
    everywhere.close();
    assertThat(one.takes(at("127.0.0.1", 2))).isTrue();
    one.close();
  }

  @Test
  void theAddressesOfThisComputerAreItsOwn() throws Exception {
    assertThat(HostAddresses.isOwn(InetAddress.getByName("127.0.0.9"))).isTrue();
    assertThat(HostAddresses.isOwn(NetUtil.LOCALHOST6)).isTrue();
    assertThat(HostAddresses.isOwn(InetAddress.getByName("0.0.0.0"))).isTrue();
    assertThat(HostAddresses.isOwn(InetAddress.getByName("198.51.100.1"))).isFalse();
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        assertThat(HostAddresses.isOwn(address)).as("%s", address).isTrue();
      }
    }
  }
}
