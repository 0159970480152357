package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh and stty")
class TerminalPathTest {

  private static final PtySize SIZE = new PtySize(91, 31);

  @Test
  void programStartsWithTerminalAndSize() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      shell(fixture.connect(), screen, "echo $TERM; stty size; exit 3");
      String text = new String(screen.awaitEnd(), StandardCharsets.UTF_8);
      assertThat(text.lines()).containsExactly("xterm-256color", "31 91");
      assertThat(screen.endedInOrder()).isTrue();
      fixture.awaitIdle();
    }
  }

  @Test
  void resizesTheRemoteTerminal() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      PtyStream pty =
          shell(
              fixture.connect(),
              screen,
              "trap 'echo now $(stty size)' WINCH; stty -echo; echo first $(stty size);"
                  + " while :; do read line && echo said $line $(stty size); done");
      screen.awaitText(text -> text.contains("first 31 91"));
      pty.resize(new PtySize(132, 43));
      screen.awaitText(text -> text.contains("now 43 132"));
      type(pty, "hello\n");
      screen.awaitText(text -> text.contains("said hello 43 132"));
      await(pty.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void theLoginShellStartsWhenNoCommandIsGiven() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      PtyStream pty = await(PtyStream.open(fixture.connect(), SIZE, null, List.of(), screen));
      type(pty, "echo $((6 * 7))is-the-answer; exit\n");
      screen.awaitText(text -> text.contains("42is-the-answer"));
      screen.awaitEnd();
      fixture.awaitIdle();
    }
  }

  @Test
  void deliversAllOutputBeforeExit() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      for (int round = 0; round < 20; round++) {
        StreamProbe screen = new StreamProbe();
        shell(fixture.connect(), screen, "seq 1 3000; printf 'the end'");
        assertThat(new String(screen.awaitEnd(), StandardCharsets.UTF_8))
            .endsWith("2999\r\n3000\r\nthe end");
      }
      fixture.awaitIdle();
    }
  }

  @Test
  void distinguishesLostShellFromExit() throws Exception {
    try (TunnelPath path = new TunnelPath()) {
      StreamProbe whole = new StreamProbe();
      PtyStream ended = shell(path.client(), whole, "echo all");
      whole.awaitEnd();
      assertThat(whole.endedInOrder()).isTrue();
      await(ended.stream().closeFuture());
      assertThat(StreamLoss.inWords(ended.stream())).isNull();

      StreamProbe half = new StreamProbe();
      PtyStream killed = shell(path.client(), half, "echo half; sleep 60");
      half.awaitText(text -> text.contains("half"));
      path.deviceLine().reset();
      half.awaitEnd();
      assertThat(half.endedInOrder()).isFalse();
      await(killed.stream().closeFuture());
      assertThat(StreamLoss.inWords(killed.stream()))
          .isEqualTo("The device, or its connection to the edge, was lost.");
    }
  }

  @Test
  void closingTheStreamKillsTheProcessGroup() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      PtyStream pty =
          shell(
              fixture.connect(),
              screen,
              "trap '' HUP; sh -c 'trap \"\" HUP TERM; while :; do sleep 1000; done' & "
                  + "echo pids $$ $! done; wait");
      String text = screen.awaitText(t -> t.contains("done"));
      String[] words = text.strip().split(" ", -1);
      Optional<ProcessHandle> leader = ProcessHandle.of(Long.parseLong(words[1]));
      Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(words[2]));
      assertThat(leader).isPresent();
      assertThat(child).isPresent();
      await(pty.close());
      fixture.awaitIdle();
      fixture.awaitUntil(
          () -> !leader.get().isAlive() && !child.get().isAlive(), () -> "a process lives on");
    }
  }

  @Test
  void losingTheSessionKillsTheProgram() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      shell(fixture.connect(), screen, "echo pid $$ .; sleep 1000");
      String text = screen.awaitText(t -> t.contains(" ."));
      ProcessHandle program =
          ProcessHandle.of(Long.parseLong(text.strip().split(" ", -1)[1])).orElseThrow();
      fixture.killEdge();
      fixture.awaitUntil(() -> !program.isAlive(), () -> "the program lives on");
      fixture.startEdge();
    }
  }

  @Test
  void appliesBackpressureToOutput() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      CountingScreen screen = new CountingScreen();
      PtyStream pty =
          await(
              PtyStream.open(
                  fixture.connect(), SIZE, "sh", List.of("-c", "yes | head -c 6000000"), screen));
      screen.awaitEnd();
      // Each line of two bytes is printed as three.
      assertThat(screen.count()).isEqualTo(9_000_000L);
      await(pty.stream().closeFuture());
      fixture.awaitIdle();
    }
  }

  @Test
  void deliversAllInputToSlowReader() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      StreamProbe screen = new StreamProbe();
      PtyStream pty =
          shell(fixture.connect(), screen, "stty -echo raw; echo ready; head -c 2000000 | cksum");
      screen.awaitText(t -> t.contains("ready"));
      byte[] input = new byte[2_000_000];
      Arrays.fill(input, (byte) 'x');
      pty.stream().writeAndFlush(Unpooled.wrappedBuffer(input));
      String text = new String(screen.awaitEnd(), StandardCharsets.UTF_8);
      assertThat(text).contains("2000000");
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesMissingProgram() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Throwable failure =
          awaitFailure(
              PtyStream.open(
                  fixture.connect(), SIZE, "no-such-program", List.of(), new StreamProbe()));
      assertThat(failure).hasMessageContaining("no program 'no-such-program'");
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesResizeOfUnknownSession() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Message resize = Message.ptyCommand(PtyCommand.resize("0123", 80, 24));
      Throwable failure = awaitFailure(fixture.connect().openStream(resize, new StreamProbe()));
      assertThat(failure).hasMessageContaining("no such terminal session");
      fixture.awaitIdle();
    }
  }

  private static PtyStream shell(EdgeClient client, StreamProbe screen, String script) {
    return await(PtyStream.open(client, SIZE, "sh", List.of("-c", script), screen));
  }

  private static void type(PtyStream pty, String text) {
    pty.stream().writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  /** Reads only every now and then. */
  private static final class CountingScreen extends ChannelInboundHandlerAdapter {

    private long count;
    private boolean ended;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(false);
      ctx.read();
    }

    @Override
    public synchronized void channelRead(ChannelHandlerContext ctx, Object msg) {
      count += ((ByteBuf) msg).readableBytes();
      ReferenceCountUtil.release(msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.executor().schedule(ctx::read, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void channelInactive(ChannelHandlerContext ctx) {
      ended = true;
      notifyAll();
    }

    synchronized long count() {
      return count;
    }

    synchronized void awaitEnd() {
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (!ended) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no end after " + count + " bytes");
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
