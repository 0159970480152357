package dev.portolan.device;

import com.pty4j.PtyProcess;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the user's login shell or the requested command on a terminal. */
final class PtyHandler implements StreamHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PtyHandler.class);

  /** Starts a program on a terminal; blocks. */
  @FunctionalInterface
  interface Programs {
    PtyProcess start(PtyProgram program, int cols, int rows) throws IOException;
  }

  private final PtySessions sessions;
  private final Programs programs;
  private final Supplier<ShellSettings> settings;
  private final Executor starter;
  private final Executor workers;

  /**
   * @param settings the current ones, without blocking
   * @param starter starts processes one at a time, because each fork takes a CPU for some
   *     milliseconds
   * @param workers run blocking terminal I/O
   */
  PtyHandler(
      PtySessions sessions,
      Programs programs,
      Supplier<ShellSettings> settings,
      Executor starter,
      Executor workers) {
    this.sessions = sessions;
    this.programs = programs;
    this.settings = settings;
    this.starter = starter;
    this.workers = workers;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    PtyCommand command = PtyCommand.parse(request.payload());
    int most = settings.get().limit();
    if (!sessions.tryAcquire(most)) {
      Answer.error(
          stream,
          most == 0
              ? "this device runs no shells"
              : "this device runs "
                  + most
                  + (most == 1 ? " shell" : " shells")
                  + " at once and no more; close some and try again");
      return;
    }
    boolean waits = false;
    try {
      starter.execute(() -> start(stream, command));
      waits = true;
    } finally {
      if (!waits) { // The system gives no more threads.
        sessions.release();
      }
    }
  }

  /** Starts the program. On the starter, because it blocks. */
  private void start(SmuxStream stream, PtyCommand command) {
    if (!stream.isActive()) {
      sessions.release(); // the client has cancelled meanwhile
      return;
    }
    PtyProcess process;
    try {
      String name = command.command();
      ShellSettings how = settings.get();
      PtyProgram program =
          name == null
              ? PtyProgram.loginShell(how)
              : PtyProgram.command(name, command.commandArgs(), how);
      process =
          programs.start(
              program, TerminalSize.cols(command.cols()), TerminalSize.rows(command.rows()));
    } catch (IOException | RuntimeException | LinkageError e) {
      sessions.release();
      LOG.debug("no terminal", e);
      String reason = e.getMessage();
      Answer.error(stream, "cannot start the shell: " + (reason == null ? "no terminal" : reason));
      return;
    }
    String id = sessions.newId();
    PtySession session = new PtySession(id, process, stream, workers, () -> sessions.remove(id));
    if (!sessions.add(session)) {
      workers.execute(session::abandon);
      return;
    }
    try {
      stream.eventLoop().execute(() -> serve(stream, session));
    } catch (RejectedExecutionException loopEnded) {
      workers.execute(session::abandon);
    }
  }

  private void serve(SmuxStream stream, PtySession session) {
    if (!stream.isActive()) {
      workers.execute(session::abandon);
      return;
    }
    Answer.ok(stream, session.id());
    session.start();
  }
}
