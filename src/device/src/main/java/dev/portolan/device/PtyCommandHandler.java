package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import java.util.concurrent.Executor;

/** Resizes a running terminal. */
final class PtyCommandHandler implements StreamHandler {

  private final PtySessions sessions;
  private final Executor sizer;

  /**
   * @param sizer runs resizes, which are system calls, one at a time
   */
  PtyCommandHandler(PtySessions sessions, Executor sizer) {
    this.sessions = sessions;
    this.sizer = sizer;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    PtyCommand command = PtyCommand.parse(request.payload());
    if (command.type() != PtyCommand.RESIZE) {
      Answer.error(stream, "this device knows no terminal command " + command.type());
      return;
    }
    PtySession session = sessions.find(command.sid());
    if (session == null) {
      Answer.error(stream, "there is no such terminal session; it may have ended");
      return;
    }
    sizer.execute(() -> resize(stream, session, command));
  }

  private static void resize(SmuxStream stream, PtySession session, PtyCommand command) {
    try {
      session.resize(TerminalSize.cols(command.cols()), TerminalSize.rows(command.rows()));
      Answer.okAndClose(stream);
    } catch (RuntimeException e) {
      Answer.error(stream, "the terminal session has just ended");
    }
  }
}
