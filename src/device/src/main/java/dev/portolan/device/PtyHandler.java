package dev.portolan.device;

import com.pty4j.PtyProcess;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the user's login shell, or the command that was asked for, on a terminal. */
final class PtyHandler implements StreamHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PtyHandler.class);

  private final PtySessions sessions;
  private final Executor starter;
  private final Executor workers;

  /**
   * @param starter runs the starts, one at a time and in turn: each fork takes a processor for some
   *     milliseconds, and the device's other streams need one
   * @param workers carry the bytes of what runs
   */
  PtyHandler(PtySessions sessions, Executor starter, Executor workers) {
    this.sessions = sessions;
    this.starter = starter;
    this.workers = workers;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    PtyCommand command = PtyCommand.parse(request.payload());
    if (!sessions.takePlace()) {
      Answer.error(
          stream,
          "this device runs "
              + PtySessions.MAX_SESSIONS
              + " shells at once and no more; close some and try again");
      return;
    }
    starter.execute(() -> start(stream, command));
  }

  /** On the starter: looking for a program and forking both block. */
  private void start(SmuxStream stream, PtyCommand command) {
    if (!stream.isActive()) {
      sessions.giveBackPlace(); // Its client gave up while it waited.
      return;
    }
    PtyProcess process;
    try {
      String name = command.command();
      PtyProgram program =
          name == null ? PtyProgram.loginShell() : PtyProgram.command(name, command.commandArgs());
      process =
          PtyProcessStarter.start(
              program, TerminalSize.cols(command.cols()), TerminalSize.rows(command.rows()));
    } catch (IOException | RuntimeException e) {
      sessions.giveBackPlace();
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
