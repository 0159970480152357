package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.OwnDatagramFilter;
import dev.portolan.transport.datagram.ReplyPortAllowance;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes between a stream and a socket, neither of which leads anywhere. */
class UdpRelayTest {
  private static final int PORT = 53;
  private static final InetSocketAddress SERVICE = at(PORT);
  private static final int OK_BYTES = 3;
  private static final byte PUSH = 2;
  private static final byte END = 1;

  /** Counts what is not released. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final SmuxSession session =
      SmuxSession.start(
          connection,
          SmuxRole.CLIENT,
          SmuxConfig.defaults().withKeepAlive(Duration.ofHours(9), Duration.ofHours(10)),
          null);
  private final SmuxStream stream = session.open(new ChannelInboundHandlerAdapter()).getNow();
  private final Socket socket = new Socket(at(40_000));
  private final LongAdder dropped = new LongAdder();

  private static final class Socket extends EmbeddedChannel {
    private final InetSocketAddress local;

    Socket(InetSocketAddress local) {
      super(false, false);
      this.local = local;
      register();
    }

    @Override
    protected SocketAddress localAddress0() {
      return local;
    }

    @Override
    public void register() {
      try {
        super.register();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void join() {
    connection.config().setAllocator(allocator);
    stream.config().setAllocator(allocator).setAutoRead(false);
    socket.config().setAllocator(allocator).setAutoRead(false);
    UdpRelay.join(stream, socket, SERVICE, dropped);
  }

  /** Joins them, and takes the answer. */
  private void joined() {
    join();
    sent();
  }

  /** However a test ends, the stream and the socket end together and leave nothing. */
  @AfterEach
  void stop() {
    stream.close();
    connection.runPendingTasks();
    assertThat(socket.isOpen()).isFalse();
    assertThat(session.streamCount()).isZero();
    connection.finishAndReleaseAll();
    socket.finishAndReleaseAll();
    assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
        .as("bytes left")
        .isZero();
  }

  private ByteBuf data(int length) {
    return allocator.buffer(length).writeZero(length);
  }

  private void frame(byte command, ByteBuf payload) {
    int length = payload.readableBytes();
    connection.writeInbound(
        allocator
            .buffer(8 + length)
            .writeByte(2)
            .writeByte(command)
            .writeShortLE(length)
            .writeIntLE(stream.streamId())
            .writeBytes(payload));
    payload.release();
    connection.runPendingTasks();
  }

  /** The client's datagrams for these ports, in one burst. */
  private void clientSays(int length, int... ports) {
    ByteBuf burst = allocator.buffer();
    for (int port : ports) {
      ByteBuf data = data(length);
      ByteBuf framed = StreamDatagram.encode(allocator, port, data);
      burst.writeBytes(framed);
      framed.release();
      data.release();
    }
    frame(PUSH, burst);
  }

  private DatagramPacket packet(InetSocketAddress from, int length) {
    return new DatagramPacket(data(length), at(40_000), from);
  }

  private void serviceSays(int port, int length) {
    socket.writeInbound(packet(at(port), length));
  }

  /** Where the datagrams went that the socket has sent since the last call. */
  private List<InetSocketAddress> received() {
    List<InetSocketAddress> recipients = new ArrayList<>();
    for (Object out = socket.readOutbound(); out != null; out = socket.readOutbound()) {
      DatagramPacket packet = (DatagramPacket) out;
      recipients.add(packet.recipient());
      packet.release();
    }
    return recipients;
  }

  /** What the stream has sent since the last call. */
  private byte[] sent() {
    connection.runPendingTasks();
    ByteBuf wire = allocator.buffer();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      wire.writeBytes(out);
      out.release();
    }
    ByteBuf payload = allocator.buffer();
    while (wire.isReadable()) {
      int command = wire.skipBytes(1).readByte();
      int length = wire.readUnsignedShortLE();
      wire.skipBytes(Integer.BYTES);
      payload.writeBytes(wire, command == PUSH ? length : 0);
      wire.skipBytes(command == PUSH ? 0 : length);
    }
    byte[] bytes = ByteBufUtil.getBytes(payload);
    wire.release();
    payload.release();
    return bytes;
  }

  private byte[] framed(int port, int length) {
    ByteBuf data = data(length);
    ByteBuf framed = StreamDatagram.encode(allocator, port, data);
    byte[] bytes = ByteBufUtil.getBytes(framed);
    framed.release();
    data.release();
    return bytes;
  }

  @Test
  void acceptsAndReadsFromBoth() {
    join();
    ByteBuf ok = Message.ok().encode(allocator);
    assertThat(sent()).isEqualTo(ByteBufUtil.getBytes(ok));
    ok.release();
    assertThat(stream.config().isAutoRead()).isTrue();
    assertThat(socket.config().isAutoRead()).isTrue();
    assertThat(stream.config().getWriteBufferLowWaterMark()).isEqualTo(128 * 1024);
    assertThat(stream.config().getWriteBufferHighWaterMark()).isEqualTo(256 * 1024);
  }

  @Test
  void aSocketWhoseStreamIsGoneAlreadyIsClosed() {
    stream.close();
    connection.runPendingTasks();
    join();
    assertThat(socket.isOpen()).isFalse();
    assertThat(socket.pipeline().get(OwnDatagramFilter.class)).as("nothing began").isNull();
  }

  @Test
  void theSocketEndsWithTheStream() {
    joined();
    stream.close();
    connection.runPendingTasks();
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void theStreamEndsWithTheSocket() {
    joined();
    socket.close();
    connection.runPendingTasks();
    assertThat(stream.isOpen()).isFalse();
  }

  /** Half a stream of datagrams is of no use. */
  @Test
  void bothEndWhenTheClientSaysThatItIsDone() {
    joined();
    frame(END, allocator.buffer());
    assertThat(stream.isOpen()).isFalse();
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void aBurstIsSentAtItsEnd() {
    joined();
    clientSays(5, PORT, PORT, PORT);
    assertThat(received()).containsExactly(SERVICE, SERVICE, SERVICE);
    assertThat(dropped.sum()).isZero();
  }

  @Test
  void whatIsForAPortThatNobodyAskedForIsDroppedAndCounted() {
    joined();
    clientSays(5, PORT + 1, PORT);
    assertThat(received()).containsExactly(SERVICE);
    assertThat(dropped.sum()).isOne();
  }

  @Test
  void answersGoBackWithTheirPortAtTheEndOfTheirBurst() {
    joined();
    clientSays(1, PORT);
    received();
    connection.runPendingTasks();
    sent();
    socket.writeOneInbound(packet(SERVICE, 3));
    assertThat(sent()).isEmpty();
    socket.flushInbound();
    assertThat(sent()).isEqualTo(framed(PORT, 3));
    serviceSays(PORT + 1, 4);
    assertThat(sent()).isEqualTo(framed(PORT + 1, 4));
    clientSays(1, PORT + 1);
    assertThat(received()).containsExactly(at(PORT + 1));
    assertThat(dropped.sum()).isZero();
  }

  @Test
  void oneNewPortTooManyIsDroppedAndCounted() {
    joined();
    clientSays(1, PORT);
    received();
    sent();
    for (int i = 1; i <= ReplyPortAllowance.MAX; i++) {
      serviceSays(PORT + i, 2);
      assertThat(sent()).isEqualTo(framed(PORT + i, 2));
    }
    assertThat(dropped.sum()).isZero();
    serviceSays(PORT + ReplyPortAllowance.MAX + 1, 2);
    assertThat(sent()).isEmpty();
    assertThat(dropped.sum()).isOne();
  }

  @Test
  void whatAnotherHostSaysIsDroppedAndCounted() throws UnknownHostException {
    joined();
    InetAddress other = InetAddress.getByName("192.0.2.1");
    socket.writeInbound(packet(new InetSocketAddress(other, PORT), 3));
    assertThat(sent()).isEmpty();
    assertThat(dropped.sum()).isOne();
  }

  @Test
  void whatAnotherTunnelOfThisProcessSaysIsDroppedAndCounted() {
    joined();
    clientSays(1, PORT);
    received();
    sent();
    Socket own = new Socket(at(40_001));
    own.pipeline().addLast(new OwnDatagramFilter(() -> {}));
    serviceSays(40_001, 3);
    assertThat(sent()).isEmpty();
    assertThat(dropped.sum()).isOne();
    own.close();
    serviceSays(40_001, 3);
    assertThat(sent()).isEqualTo(framed(40_001, 3));
  }

  @Test
  void aSocketThatIsFullHoldsUpTheStream() {
    joined();
    socket.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    socket.runPendingTasks();
    assertThat(stream.config().isAutoRead()).isFalse();
    clientSays(1, PORT);
    assertThat(received()).as("it waits in the stream").isEmpty();
    socket.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    socket.runPendingTasks();
    connection.runPendingTasks();
    assertThat(stream.config().isAutoRead()).isTrue();
    assertThat(received()).containsExactly(SERVICE);
  }

  /** Streams send at the end of a turn of the loop, and a burst is all in one. */
  @Test
  void aBurstThatFillsTheStreamIsSentAndWhatIsBeyondItDropped() {
    joined();
    for (int i = 0; i < 5; i++) {
      socket.writeOneInbound(packet(SERVICE, 50_000));
    }
    socket.writeOneInbound(packet(SERVICE, 20_000));
    assertThat(stream.isWritable()).isFalse();
    assertThat(dropped.sum()).isZero();
    socket.writeOneInbound(packet(SERVICE, 1_000));
    assertThat(dropped.sum()).isOne();
    socket.flushInbound();
    assertThat(sent().length).isEqualTo(256 * 1024 - OK_BYTES);
    assertThat(stream.isWritable()).isTrue();
  }

  @Test
  void whatAStreamThatIsFullDoesNotTakeIsDroppedAndCounted() {
    joined();
    int said = 0;
    while (dropped.sum() == 0) {
      serviceSays(PORT, 60_000);
      assertThat(++said).isLessThan(20);
    }
    assertThat(stream.isWritable()).isFalse();
    serviceSays(PORT, 60_000);
    assertThat(dropped.sum()).isEqualTo(2);
    assertThat(sent().length).as("the client's window").isEqualTo(256 * 1024 - OK_BYTES);
  }

  /** As an ICMP answer to an earlier datagram is. */
  @Test
  void troubleOfTheSocketEndsNothing() {
    joined();
    socket.pipeline().fireExceptionCaught(new IOException("the port is not reachable"));
    assertThat(socket.isOpen()).isTrue();
    clientSays(1, PORT);
    assertThat(received()).containsExactly(SERVICE);
  }
}
