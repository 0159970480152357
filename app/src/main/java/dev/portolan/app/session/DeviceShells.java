package dev.portolan.app.session;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.task.Coalescer;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminals of one device, with counters. Forwards state changes of the connection to them. FX
 * thread.
 */
final class DeviceShells {
  private final DeviceItem device;
  private final ShellOpener opener;
  private final Runnable recheck;
  private final SessionServices services;
  private final ShellMeter meter = new ShellMeter();
  private final List<Open> terminals = new ArrayList<>();
  private final Coalescer counting;

  private record Open(TerminalSession terminal, Connections.Hold hold) {}

  /**
   * Creates an empty set.
   *
   * @param recheck called on any thread when a shell has ended, possibly because the device has
   *     gone
   */
  DeviceShells(DeviceItem device, ShellOpener opener, Runnable recheck, SessionServices services) {
    this.device = device;
    this.opener = opener;
    this.recheck = recheck;
    this.services = services;
    counting = new Coalescer(services.fx(), this::count);
  }

  /** Opens a terminal, which keeps {@code hold} until it is closed. */
  TerminalSession open(Connections.Hold hold) {
    TerminalSession terminal =
        new TerminalSession(opener, device.name(), services.background(), meter);
    terminals.add(new Open(terminal, hold));
    LinkStatus status = device.status();
    if (status.phase() == LinkPhase.DEVICE_AWAY) {
      terminal.deviceAway(status.reason(), false);
    }
    terminal.addListener(() -> changed(terminal));
    count();
    return terminal;
  }

  /** A terminal's state has changed. Any thread. */
  private void changed(TerminalSession terminal) {
    if (terminal.state() instanceof TerminalState.Ended) {
      recheck.run();
    }
    counting.request();
  }

  /** Removes closed terminals. */
  private void count() {
    for (Open one : List.copyOf(terminals)) {
      if (one.terminal().state() instanceof TerminalState.Closed) {
        terminals.remove(one);
        one.hold().release();
      }
    }
    long live = terminals.stream().filter(one -> one.terminal().state().isLive()).count();
    device.setOpenShells((int) live);
  }

  /** Updates the traffic rates. */
  void poll(double seconds) {
    Traffic before = device.shellTraffic();
    long down = meter.bytesDown();
    long up = meter.bytesUp();
    Traffic now =
        new Traffic(
            0,
            0,
            down,
            up,
            Math.round((down - before.bytesDown()) / seconds),
            Math.round((up - before.bytesUp()) / seconds),
            0);
    if (!now.equals(before)) {
      device.setShellTraffic(now);
    }
  }

  /**
   * Forwards a state change of the connection.
   *
   * @param endIsLoss whether a shell that has just ended was lost with the device
   */
  void tell(LinkStatus status, LinkStatus before, boolean endIsLoss) {
    for (Open one : List.copyOf(terminals)) {
      TerminalSession terminal = one.terminal();
      if (before.phase() == LinkPhase.STALE || before.phase() == LinkPhase.DEVICE_AWAY) {
        terminal.answers();
      }
      switch (status.phase()) {
        case UP -> terminal.linkUp();
        case STALE -> terminal.silent(status.reason());
        case DEVICE_AWAY -> terminal.deviceAway(status.reason(), endIsLoss);
        case CONNECTING -> terminal.linkTrying("");
        case RETRYING -> terminal.linkTrying(status.reason());
        case NEEDS_LOGIN, FAILED -> terminal.linkBlocked();
        case IDLE -> {}
      }
    }
  }

  void close() {
    List.copyOf(terminals).forEach(one -> one.terminal().close());
  }
}
