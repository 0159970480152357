package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers reload requests at once and reloads in the background.
 *
 * <p>While a reload is running, one more may wait; further requests are refused as busy.
 */
final class ReloadHandler implements StreamHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadHandler.class);

  private final Reload reload;
  private final Executor workers;
  private boolean running;
  private boolean waiting;

  ReloadHandler(Reload reload, Executor workers) {
    this.reload = reload;
    this.workers = workers;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    if (accept()) {
      Answer.okAndClose(stream);
    } else {
      Answer.error(stream, "busy: a reload runs and another one waits");
    }
  }

  private synchronized boolean accept() {
    if (waiting) {
      return false;
    }
    if (running) {
      waiting = true;
      return true;
    }
    workers.execute(this::run);
    running = true;
    return true;
  }

  private void run() {
    do {
      try {
        reload.reload();
      } catch (Throwable e) { // Whatever it was, the next one may do better.
        LOG.warn("reloading the configuration failed", e);
      }
    } while (another());
  }

  private synchronized boolean another() {
    running = waiting;
    waiting = false;
    return running;
  }
}
