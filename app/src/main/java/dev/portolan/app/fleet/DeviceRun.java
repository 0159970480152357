package dev.portolan.app.fleet;

import dev.portolan.app.task.Timer;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.Sentence;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One command on one device. Thread-safe; nothing blocks. */
final class DeviceRun {
  /** Wide enough for most tables; nothing is drawn on it. */
  private static final PtySize SIZE = new PtySize(200, 50);

  private final RunOutput output;
  private final Runnable printed;
  private final StatusScanner scanner;
  private final boolean tellsStatus;
  private final CompletableFuture<RunEnd> end = new CompletableFuture<>();

  /**
   * Starts a command.
   *
   * @param opener leads to the device
   * @param limit how long it may take
   * @param output receives its output
   * @param printed called on an event loop after output has come; must not block
   */
  static DeviceRun start(
      StreamOpener opener,
      RunCommand command,
      Duration limit,
      Timer timer,
      RunOutput output,
      Runnable printed) {
    RunCommand.Marker marker = RunCommand.Marker.random();
    DeviceRun run =
        new DeviceRun(command instanceof RunCommand.ShellLine, marker.word(), output, printed);
    Scheduled overdue = timer.after(limit, () -> run.end.complete(new RunEnd.Late(limit)));
    run.end.whenComplete((_, _) -> overdue.cancel());
    run.open(opener, command, marker);
    return run;
  }

  private DeviceRun(boolean tellsStatus, String word, RunOutput output, Runnable printed) {
    this.tellsStatus = tellsStatus;
    this.output = output;
    this.printed = printed;
    scanner = new StatusScanner(word, output::accept);
  }

  /** How it ended. Completed once, on any thread, after the last output. */
  CompletableFuture<RunEnd> end() {
    return end;
  }

  void cancel() {
    end.complete(new RunEnd.Cancelled());
  }

  private void open(StreamOpener opener, RunCommand command, RunCommand.Marker marker) {
    List<String> words =
        switch (command) {
          case RunCommand.ShellLine(String line) ->
              List.of("sh", "-c", RunCommand.SCRIPT, "sh", line, marker.first(), marker.second());
          case RunCommand.Program(List<String> given) -> given;
        };
    Future<PtyStream> opening =
        PtyStream.open(
            opener, SIZE, words.getFirst(), words.subList(1, words.size()), new Receiver());
    opening.addListener(
        done -> {
          if (!done.isSuccess() && !done.isCancelled()) {
            end.complete(failed(done.cause()));
          }
        });
    end.whenComplete((_, _) -> opening.cancel(false));
  }

  /** How a command ended that could not be started. */
  static RunEnd failed(Throwable cause) {
    if (!(cause instanceof EdgeException edge)) {
      return new RunEnd.Failed(Sentence.ended(String.valueOf(cause.getMessage())), "");
    }
    String why = Sentence.ended(edge.getMessage());
    return edge.problem() == Problem.DEVICE_NOT_CONNECTED
        ? new RunEnd.Absent(why)
        : new RunEnd.Failed(why, edge.advice());
  }

  /** Takes what the device sends, on the event loop. */
  private final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      // A command that is at its end leaves nothing behind; another one is broken off.
      end.whenComplete(
          (how, _) -> {
            if (how instanceof RunEnd.Exited) {
              ctx.channel().close();
            } else if (ctx.channel() instanceof SmuxStream stream) {
              stream.reset(ResetCause.CANCELLED);
            }
          });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      if (end.isDone()) {
        return;
      }
      byte[] copy = ByteBufUtil.getBytes(bytes);
      if (!tellsStatus) {
        output.accept(copy, copy.length);
      } else {
        scanner.accept(copy);
        if (scanner.status().isPresent()) {
          output.finish();
          end.complete(new RunEnd.Exited(scanner.status().getAsInt()));
        }
      }
      printed.run();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (!end.isDone()) {
        scanner.finish();
        output.finish();
        String lost = lost(ctx);
        end.complete(
            lost == null ? endedWithoutStatus() : new RunEnd.Failed(lost, "Try it again."));
      }
      ctx.fireChannelInactive();
    }

    private RunEnd endedWithoutStatus() {
      return tellsStatus
          ? new RunEnd.Failed("The device ended the command and did not say how.", "Try it again.")
          : new RunEnd.Ended();
    }

    private static @Nullable String lost(ChannelHandlerContext ctx) {
      return ctx.channel() instanceof SmuxStream stream ? StreamLoss.inWords(stream) : null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
