package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.datagram.ReplyPortAllowance;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes through second ports, on sockets that lead nowhere. */
class SecondaryPortsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetSocketAddress SENDER = new InetSocketAddress(HERE, 4242);
  private static final int PORT = 69;

  /** Counts what is not released. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel clock = EmbeddedChannel.builder().ticker(ticker).build();
  private final EventLoop loop = clock.eventLoop();
  private final List<Socket> made = new ArrayList<>();
  private final Set<Integer> taken = new HashSet<>();
  private final List<String> received = new ArrayList<>();
  private int dropped;
  private Supplier<Future<Channel>> registration = () -> loop.newSucceededFuture(made.getLast());
  private final SecondaryPorts ports =
      new SecondaryPorts(loop, this::register, HERE, SENDER, new Program(), () -> dropped++);

  private Future<Channel> register(ChannelHandler handler) {
    Socket socket = new Socket();
    socket.pipeline().addLast(handler);
    made.add(socket);
    return registration.get();
  }

  /** Can be bound to what is not taken, and notes it. */
  private final class Socket extends EmbeddedChannel {
    private int port;

    @Override
    protected void doBind(SocketAddress local) throws BindException {
      port = ((InetSocketAddress) local).getPort();
      assertThat(((InetSocketAddress) local).getAddress()).isEqualTo(HERE);
      if (taken.contains(port)) {
        throw new BindException("Address already in use");
      }
    }

    /** How many datagrams it has sent to the program since the last call. */
    int sent() {
      int count = 0;
      for (DatagramPacket out = readOutbound(); out != null; out = readOutbound()) {
        assertThat(out.recipient()).isEqualTo(SENDER);
        out.release();
        count++;
      }
      return count;
    }

    /** Somebody sends it a datagram. */
    void hears(InetSocketAddress from) {
      InetSocketAddress here = new InetSocketAddress(HERE, PORT);
      writeInbound(new DatagramPacket(allocator.buffer(1).writeZero(1), here, from));
    }
  }

  private final class Program implements SecondaryPorts.Listener {
    @Override
    public void received(int servicePort, ByteBuf data) {
      received.add("for " + servicePort);
      data.release();
    }

    @Override
    public void readComplete() {
      received.add("burst over");
    }
  }

  /** However a test ends, no socket stays open and no buffer is left. */
  @AfterEach
  void stop() {
    ports.close();
    assertThat(made).noneMatch(Channel::isOpen);
    made.forEach(EmbeddedChannel::finishAndReleaseAll);
    clock.finishAndReleaseAll();
    assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
        .as("bytes left")
        .isZero();
  }

  private void serviceSays(int port) {
    ports.send(port, allocator.buffer(1).writeZero(1));
    ticker.advance(1, TimeUnit.MILLISECONDS);
  }

  private void programAsks() {
    ports.requestSent();
  }

  @Test
  void whatTheServiceSaysUnaskedIsDropped() {
    serviceSays(PORT);
    assertThat(dropped).isOne();
    assertThat(made).isEmpty();
  }

  @Test
  void eachPortOfTheServiceHasASocketWithItsNumber() {
    programAsks();
    serviceSays(PORT);
    serviceSays(PORT);
    serviceSays(PORT + 1);
    assertThat(made).extracting(socket -> socket.port).containsExactly(PORT, PORT + 1);
    assertThat(made).extracting(Socket::sent).containsExactly(2, 1);
    assertThat(dropped).isZero();
  }

  @Test
  void aNumberThatIsTakenIsLeftForAnyOther() {
    taken.add(PORT);
    programAsks();
    serviceSays(PORT);
    assertThat(made).extracting(socket -> socket.port).containsExactly(PORT, 0);
    assertThat(made).extracting(Channel::isOpen).containsExactly(false, true);
    assertThat(made.getLast().sent()).isOne();
  }

  @Test
  void whereNothingCanBeBoundItIsDroppedAndTriedAgain() {
    taken.addAll(List.of(PORT, 0));
    programAsks();
    for (int i = 1; i <= 2; i++) {
      serviceSays(PORT);
      assertThat(dropped).isEqualTo(i);
      assertThat(made).hasSize(2 * i).noneMatch(Channel::isOpen);
    }
  }

  /** As when too many are open. */
  @Test
  void whereThereIsNoSocketItIsDroppedAndTriedAgain() {
    Supplier<Future<Channel>> registers = registration;
    registration =
        () -> {
          made.removeLast().close();
          return loop.newFailedFuture(new ChannelException("too many open files"));
        };
    programAsks();
    serviceSays(PORT);
    assertThat(dropped).isOne();
    registration = registers;
    serviceSays(PORT);
    assertThat(dropped).isOne();
    assertThat(made).singleElement().returns(1, Socket::sent);
  }

  @Test
  void whatASocketThatIsFullDoesNotTakeIsDropped() {
    programAsks();
    serviceSays(PORT);
    Socket socket = made.getFirst();
    assertThat(socket.sent()).isOne();
    socket.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    serviceSays(PORT);
    assertThat(socket.sent()).isZero();
    assertThat(dropped).isOne();
  }

  @Test
  void whatComesBeforeTheSocketIsThereWaitsForIt() {
    Promise<Channel> later = loop.newPromise();
    registration = () -> later;
    programAsks();
    serviceSays(PORT);
    serviceSays(PORT);
    later.setSuccess(made.getFirst());
    assertThat(made.getFirst().sent()).isEqualTo(2);
    assertThat(dropped).isZero();
  }

  @Test
  void aSocketThatIsThereTooLateIsClosed() {
    Promise<Channel> later = loop.newPromise();
    registration = () -> later;
    programAsks();
    serviceSays(PORT);
    ports.close();
    later.setSuccess(made.getFirst());
    assertThat(made.getFirst().isOpen()).isFalse();
  }

  /** Programs may send from another socket than the one that receives. */
  @Test
  void theProgramIsHeardWhateverItsPortIsAndNobodyElse() throws UnknownHostException {
    programAsks();
    serviceSays(PORT);
    Socket socket = made.getFirst();
    socket.hears(SENDER);
    socket.hears(new InetSocketAddress(HERE, 4243));
    assertThat(received).containsExactly("for " + PORT, "burst over", "for " + PORT, "burst over");
    assertThat(dropped).isZero();
    received.clear();
    socket.hears(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 4242));
    assertThat(received).containsExactly("burst over");
    assertThat(dropped).isOne();
  }

  @Test
  void troubleOfASocketEndsNothing() {
    programAsks();
    serviceSays(PORT);
    Socket socket = made.getFirst();
    socket.pipeline().fireExceptionCaught(new IOException("the program is gone"));
    assertThat(socket.isOpen()).isTrue();
  }

  private void asManyAsThereMayBe() {
    programAsks();
    for (int i = 0; i < ReplyPortAllowance.MAX; i++) {
      serviceSays(PORT + i);
    }
    assertThat(made).hasSize(ReplyPortAllowance.MAX).allMatch(Channel::isOpen);
    programAsks();
  }

  private List<Integer> closed() {
    return made.stream().filter(socket -> !socket.isOpen()).map(socket -> socket.port).toList();
  }

  @Test
  void theOneThatWasSilentLongestGivesWay() {
    asManyAsThereMayBe();
    serviceSays(PORT);
    serviceSays(PORT + ReplyPortAllowance.MAX);
    assertThat(closed()).containsExactly(PORT + 1);
    serviceSays(PORT + ReplyPortAllowance.MAX + 1);
    assertThat(closed()).containsExactly(PORT + 1, PORT + 2);
    serviceSays(PORT + 1);
    assertThat(made).as("it was forgotten").hasSize(ReplyPortAllowance.MAX + 3);
    assertThat(dropped).isZero();
  }

  @Test
  void theOneThatTheProgramWaitsForDoesNotGiveWay() {
    asManyAsThereMayBe();
    made.getFirst().hears(SENDER);
    ticker.advance(1, TimeUnit.SECONDS);
    serviceSays(PORT + ReplyPortAllowance.MAX);
    assertThat(closed()).containsExactly(PORT + 1);
  }

  @Test
  void allAreClosedAndForgotten() {
    programAsks();
    serviceSays(PORT);
    serviceSays(PORT + 1);
    ports.close();
    assertThat(made).noneMatch(Channel::isOpen);
    serviceSays(PORT);
    assertThat(made).hasSize(3);
    assertThat(made.getLast().sent()).isOne();
  }
}
