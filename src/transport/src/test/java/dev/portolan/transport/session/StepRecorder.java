package dev.portolan.transport.session;

import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears the steps of a connection. Any thread. */
final class StepRecorder implements ConnectListener {
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void started(ConnectStep step) {
    told.add(step.name());
  }

  @Override
  public void finished(ConnectStep step, String detail) {
    told.add(detail);
  }

  /** The name of each step that has started and the detail of each that has finished, in turn. */
  List<String> told() {
    return told;
  }
}
