package dev.portolan.app.cli;

import dev.portolan.app.cli.terminal.LocalTerminal;
import dev.portolan.app.cli.terminal.RawMode;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code shell}: opens a shell on a device. */
@Command(
    name = "shell",
    header = "Opens a shell on a device, or runs a command there.",
    description = {
      "",
      "In a terminal every key goes to the device, Ctrl+C too, and the far side follows the size of your window. Input may"
          + " also come from a file or a pipe: where it ends, the far side is told so as if by Ctrl+D. Ends when the shell"
          + " or the command ends.",
      "",
    },
    footerHeading = "%nFor example:%n",
    footer = {
      "  portolan shell --edge URL --device ID -- top",
      "  echo 'uptime; exit' | portolan shell --edge URL --device ID",
      "",
      "The protocol does not tell how a command ended: the exit code is 0 whenever it ran to its end, and 9 where the shell was"
          + " lost before.",
    })
final class ShellCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ClientOptions client = new ClientOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description =
          "What to run instead of the login shell, with its arguments. Write -- before it.")
  private List<String> command = new ArrayList<>();

  ShellCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    Endpoint endpoint = client.endpoint(environment);
    EdgeConnector connector = new EdgeConnector(EventLoops.create("shell", 1));
    EdgeClient edge =
        Futures.await(
            connector.connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE));
    String lost = run(edge);
    Futures.await(edge.close());
    if (lost != null) {
      throw new Failure(ExitCode.LOST, "The shell was lost. " + lost);
    }
    return ExitCode.OK.number();
  }

  /** Returns why the shell was lost, or null if it ended or its output was closed here. */
  private @Nullable String run(EdgeClient edge) throws Failure, InterruptedException {
    LocalTerminal terminal = environment.terminal();
    Printer printer = new Printer(environment.out(), writer());
    PtyStream shell =
        Futures.await(
            PtyStream.open(
                edge,
                size(terminal),
                command.isEmpty() ? null : command.getFirst(),
                command.isEmpty() ? List.of() : command.subList(1, command.size()),
                printer));
    terminal.onResize(() -> shell.resize(size(terminal)));
    try (RawMode _ = new RawMode(terminal)) {
      new StdinPump(environment.in(), shell.stream(), command.isEmpty()).start();
      printer.finished().get();
      return StreamLoss.inWords(shell.stream());
    } catch (ExecutionException e) {
      return null;
    }
  }

  private static PtySize size(LocalTerminal terminal) {
    return terminal
        .size()
        .map(size -> PtySize.clamp(size.cols(), size.rows()))
        .orElse(PtySize.STANDARD);
  }

  private static ExecutorService writer() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("stdout").factory());
  }
}
