package dev.portolan.transport.relay;

import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.testing.TcpPair;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends on one loop, and on two. */
@ParameterizedClass
@ValueSource(ints = {1, 2})
class RelayTest {
  private final EventLoopGroup group;
  private final TcpPair near;
  private final TcpPair far;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final RelayMeter meter =
      new RelayMeter() {
        @Override
        public void up(int bytes) {
          up.addAndGet(bytes);
        }

        @Override
        public void down(int bytes) {
          down.addAndGet(bytes);
        }
      };

  RelayTest(int loops) throws IOException {
    group = EventLoops.create("test", loops);
    near = TcpPair.open(group);
    far = TcpPair.open(group);
  }

  @AfterEach
  void stop() throws IOException {
    near.close();
    far.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Relay join(HalfClose mode) {
    Relay relay = Relay.join(near.channel(), far.channel(), meter, mode);
    // Its handlers are in place when what was asked of both loops by then is done.
    get(near.channel().eventLoop().submit(() -> true));
    get(far.channel().eventLoop().submit(() -> true));
    return relay;
  }

  /** Where it belongs: on the channel's loop, so that it is there before anything can come. */
  private void addFarHandler(Relay relay) {
    get(
        far.channel()
            .eventLoop()
            .submit(() -> far.channel().pipeline().addLast(relay.farHandler())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String all(TcpPair pair) throws IOException {
    return new String(pair.socket().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void passesBytesBothWaysAndCountsThem() throws IOException {
    join(HalfClose.FORWARD);

    near.socket().getOutputStream().write(bytes("question"));
    assertThat(far.socket().getInputStream().readNBytes(8)).isEqualTo(bytes("question"));
    far.socket().getOutputStream().write(bytes("answer"));
    assertThat(near.socket().getInputStream().readNBytes(6)).isEqualTo(bytes("answer"));

    assertThat(up).hasValue(8);
    assertThat(down).hasValue(6);
  }

  /** Request, end, then the reply: what the reference loses. */
  @Test
  void endsOneDirectionAtATime() throws IOException {
    Relay relay = join(HalfClose.FORWARD);

    near.socket().getOutputStream().write(bytes("request"));
    near.socket().shutdownOutput();
    assertThat(all(far)).isEqualTo("request");
    far.socket().getOutputStream().write(bytes("reply"));
    far.socket().close();

    assertThat(all(near)).isEqualTo("reply");
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  @Test
  void endsTheOtherDirectionFirstToo() throws IOException {
    Relay relay = join(HalfClose.FORWARD);

    far.socket().getOutputStream().write(bytes("greeting"));
    far.socket().shutdownOutput();
    assertThat(all(near)).isEqualTo("greeting");
    near.socket().getOutputStream().write(bytes("thanks"));
    near.socket().shutdownOutput();

    assertThat(all(far)).isEqualTo("thanks");
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  /** Towards an end that takes a FIN for the end of all: the reply still arrives. */
  @Test
  void holdsTheEndBackUntilTheReplyIsDone() throws IOException {
    Relay relay = join(HalfClose.DEFER);

    near.socket().getOutputStream().write(bytes("request"));
    near.socket().shutdownOutput();
    assertThat(far.socket().getInputStream().readNBytes(7)).isEqualTo(bytes("request"));
    until(() -> ((DuplexChannel) near.channel()).isInputShutdown());
    get(near.channel().eventLoop().submit(() -> true));
    assertThat(far.socket().getInputStream().available()).isZero();
    far.socket().getOutputStream().write(bytes("reply"));
    far.socket().close();

    assertThat(all(near)).isEqualTo("reply");
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  @Test
  void endsWhatIsHeldBackOnceTheFarEndIsSilent() throws IOException {
    Relay relay = join(HalfClose.DEFER);

    near.socket().shutdownOutput();
    far.socket().getOutputStream().write(bytes("reply"));

    assertThat(far.socket().getInputStream().read()).isEqualTo(-1);
    assertThat(all(near)).isEqualTo("reply");
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  /** Most ends are of programs that have got what they wanted: they must not wait for long. */
  @Test
  void passesAnEndOnSoonWhereTheFarEndSpokeLast() throws IOException {
    Relay relay = join(HalfClose.DEFER);
    near.socket().getOutputStream().write(bytes("question"));
    assertThat(far.socket().getInputStream().readNBytes(8)).isEqualTo(bytes("question"));
    far.socket().getOutputStream().write(bytes("answer"));
    assertThat(near.socket().getInputStream().readNBytes(6)).isEqualTo(bytes("answer"));
    far.socket().setSoTimeout(4_000);

    near.socket().close();

    assertThat(far.socket().getInputStream().read()).isEqualTo(-1);
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  @Test
  void closesBothWhenTheFarEndOfAHeldRelayEnds() throws IOException {
    Relay relay = join(HalfClose.DEFER);

    far.socket().getOutputStream().write(bytes("bye"));
    far.socket().shutdownOutput();

    assertThat(all(near)).isEqualTo("bye");
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.FAR_CLOSED);
    assertThat(far.socket().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void closesBothAtTheFirstEndWhereThatIsAsked() throws IOException {
    Relay relay = join(HalfClose.CLOSE);

    near.socket().getOutputStream().write(bytes("last words"));
    near.socket().shutdownOutput();

    assertThat(all(far)).isEqualTo("last words");
    assertThat(near.socket().getInputStream().read()).isEqualTo(-1);
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  /** An answer that was cut off must not look like a whole one. */
  @Test
  void resetsTheOtherEndWhenOneBreaks() throws IOException {
    Relay relay = join(HalfClose.FORWARD);
    far.socket().getOutputStream().write(bytes("half"));
    assertThat(near.socket().getInputStream().readNBytes(4)).isEqualTo(bytes("half"));

    far.socket().setSoLinger(true, 0);
    far.socket().close();

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> near.socket().getInputStream().read());
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.FAR_LOST);
  }

  @Test
  void resetsTheFarEndWhenTheNearOneBreaks() throws IOException {
    Relay relay = join(HalfClose.FORWARD);
    near.socket().setSoLinger(true, 0);
    near.socket().close();

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> far.socket().getInputStream().read());
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void breaksOffBothWhenItIsClosed() throws IOException {
    Relay relay = join(HalfClose.FORWARD);
    relay.close();

    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> near.socket().getInputStream().read());
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> far.socket().getInputStream().read());
    assertThat(get(relay.ended())).isEqualTo(RelayEnd.STOPPED);
  }

  @Test
  void keepsAnEndUntilItIsKnownWhatItMeans() throws IOException {
    Relay relay = new Relay(near.channel(), meter);
    relay.start(far.channel());
    get(near.channel().eventLoop().submit(() -> true));
    near.socket().getOutputStream().write(bytes("early"));
    near.socket().shutdownOutput();
    assertThat(far.socket().getInputStream().readNBytes(5)).isEqualTo(bytes("early"));
    assertThat(far.socket().getInputStream().available()).isZero();

    addFarHandler(relay);
    relay.decide(HalfClose.FORWARD);

    assertThat(far.socket().getInputStream().read()).isEqualTo(-1);
    far.socket().getOutputStream().write(bytes("reply"));
    far.socket().close();
    assertThat(all(near)).isEqualTo("reply");
  }

  /** While one end does not read, the other is not read either: nothing piles up in between. */
  @Test
  void readsNoFasterThanTheOtherEndTakes() throws Exception {
    join(HalfClose.FORWARD);
    near.socket().setSendBufferSize(64 * 1024);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              byte[] block = new byte[64 * 1024];
              try {
                OutputStream out = near.socket().getOutputStream();
                for (int i = 0; i < 1_024; i++) {
                  out.write(block);
                }
                near.socket().shutdownOutput();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            virtualThreads());
    until(() -> !far.channel().isWritable());
    assertThat(writing).isNotDone();
    assertThat(far.channel().unsafe().outboundBuffer().totalPendingWriteBytes())
        .isLessThan(512 * 1024);

    long read = far.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
    writing.get(30, TimeUnit.SECONDS);
    assertThat(read).isEqualTo(64L * 1024 * 1024);
    assertThat(up).hasValue(64L * 1024 * 1024);
  }

  /** The end of input while the other side does not read must not cost what is still unread. */
  @Test
  void losesNothingWhenAnEndComesWhileReadingIsPaused() throws Exception {
    byte[] bytes = new byte[8_000_000];
    new Random(4).nextBytes(bytes);
    Relay relay = join(HalfClose.FORWARD);
    CompletableFuture<Void> sending = send(near, bytes);
    until(() -> !far.channel().isWritable() || sending.isDone());

    CompletableFuture<String> receiving = receive(far);
    sending.get(60, TimeUnit.SECONDS);

    assertThat(receiving.get(60, TimeUnit.SECONDS)).isEqualTo(sha256(bytes));
    far.socket().close();
    assertThat(all(near)).isEmpty();
    get(relay.ended());
  }

  /** The local program may be done before there is anybody to pass its bytes to. */
  @Test
  void losesNothingOfAnEndThatWasFasterThanTheRelay() throws Exception {
    Relay relay = new Relay(near.channel(), meter);
    get(near.channel().eventLoop().submit(() -> true));
    near.socket().getOutputStream().write(bytes("all there is"));
    near.socket().shutdownOutput();
    CountDownLatch turned = new CountDownLatch(1);
    near.channel().eventLoop().schedule(turned::countDown, 100, TimeUnit.MILLISECONDS);
    assertThat(turned.await(30, TimeUnit.SECONDS)).isTrue();

    relay.decide(HalfClose.FORWARD);
    relay.start(far.channel());
    addFarHandler(relay);

    assertThat(all(far)).isEqualTo("all there is");
    far.socket().getOutputStream().write(bytes("reply"));
    far.socket().close();
    assertThat(all(near)).isEqualTo("reply");
  }

  @Test
  void endsTheFarEndOfANearOneThatIsGoneAlready() throws Exception {
    Relay relay = new Relay(near.channel(), meter);
    near.channel().close().sync();

    relay.start(far.channel());
    addFarHandler(relay);

    assertThat(get(relay.ended())).isEqualTo(RelayEnd.NEAR_LOST);
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> far.socket().getInputStream().read());
  }

  private static Executor virtualThreads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  /** Both directions at once, ends in random pieces, nothing lost or invented. */
  @Test
  void carriesBothDirectionsAtOnce() throws Exception {
    Relay relay = join(HalfClose.FORWARD);
    byte[] one = new byte[3_000_000];
    byte[] two = new byte[5_000_000];
    new Random(1).nextBytes(one);
    new Random(2).nextBytes(two);

    var sendOne = send(near, one);
    var sendTwo = send(far, two);
    var receivedTwo = receive(near);
    var receivedOne = receive(far);

    sendOne.get(60, TimeUnit.SECONDS);
    sendTwo.get(60, TimeUnit.SECONDS);
    assertThat(receivedOne.get(60, TimeUnit.SECONDS)).isEqualTo(sha256(one));
    assertThat(receivedTwo.get(60, TimeUnit.SECONDS)).isEqualTo(sha256(two));
    get(relay.ended());
    assertThat(up).hasValue(one.length);
    assertThat(down).hasValue(two.length);
  }

  private static CompletableFuture<Void> send(TcpPair pair, byte[] bytes) {
    return CompletableFuture.runAsync(
        () -> {
          Random random = new Random(3);
          try {
            OutputStream out = pair.socket().getOutputStream();
            for (int at = 0; at < bytes.length; ) {
              int length = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
              out.write(bytes, at, length);
              at += length;
            }
            pair.socket().shutdownOutput();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        virtualThreads());
  }

  private static CompletableFuture<String> receive(TcpPair pair) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            InputStream in = pair.socket().getInputStream();
            return sha256(in.readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        virtualThreads());
  }

  private static String sha256(byte[] bytes) {
    try {
      return Arrays.toString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
