package dev.portolan.app.faults;

import java.io.IOException;
import java.util.List;

/** What is done to the plant, and what is true of the devices then. */
enum Fault {
  DEVICE_KILLED("pump killed", Shown.Truth.NO_DEVICE, 5, "pump") {
    @Override
    void begin(Plant plant) throws IOException, InterruptedException {
      plant.device("pump").kill();
    }

    @Override
    void end(Plant plant) throws IOException, InterruptedException {
      plant.device("pump").start();
    }
  },
  EDGE_FROZEN("edge stopped (SIGSTOP)", Shown.Truth.SILENT_EDGE, 25, "pump", "kiosk") {
    @Override
    void begin(Plant plant) throws IOException, InterruptedException {
      plant.edge.freeze();
    }

    @Override
    void end(Plant plant) throws IOException, InterruptedException {
      plant.edge.thaw();
    }
  },
  SOCKETS_RESET("all sockets to the edge reset", Shown.Truth.UP, 5, "pump", "kiosk") {
    @Override
    Shown.Truth truth(Plant plant, String device) throws IOException {
      return connected(plant, device);
    }

    @Override
    void begin(Plant plant) {
      plant.line.reset();
    }

    @Override
    void end(Plant plant) {}
  },
  DEVICE_FROZEN("kiosk stopped (SIGSTOP)", Shown.Truth.SILENT_DEVICE, 25, "kiosk") {
    @Override
    void begin(Plant plant) throws IOException, InterruptedException {
      plant.device("kiosk").freeze();
    }

    @Override
    void end(Plant plant) throws IOException, InterruptedException {
      plant.device("kiosk").thaw();
    }
  },
  EDGE_RESTARTED("edge restarted", Shown.Truth.UP, 5, "pump", "kiosk") {
    @Override
    Shown.Truth truth(Plant plant, String device) throws IOException {
      return connected(plant, device);
    }

    @Override
    void begin(Plant plant) throws IOException, InterruptedException {
      plant.edge.end();
      plant.edge.start();
    }

    @Override
    void end(Plant plant) {}
  },
  EDGE_KILLED("edge killed", Shown.Truth.NO_EDGE, 5, "pump", "kiosk") {
    @Override
    void begin(Plant plant) throws IOException, InterruptedException {
      plant.edge.kill();
    }

    @Override
    void end(Plant plant) throws IOException, InterruptedException {
      plant.edge.start();
    }
  };

  final String words;
  private final Shown.Truth truth;

  /** How soon the window must tell the truth. */
  final int seconds;

  private final String hit;

  Fault(String words, Shown.Truth truth, int seconds, String... devices) {
    this.words = words;
    this.truth = truth;
    this.seconds = seconds;
    hit = String.join(" ", devices);
  }

  /** To whom it happens; nothing changes for others. */
  List<String> devices() {
    return List.of(hit.split(" ", -1));
  }

  /** What is so of one of them now. */
  Shown.Truth truth(Plant plant, String device) throws IOException {
    return truth;
  }

  /** A device connects again after 3 to 10 s, and is offline until then. */
  private static Shown.Truth connected(Plant plant, String device) throws IOException {
    return plant.isConnected(device) ? Shown.Truth.UP : Shown.Truth.NOT_CONNECTED;
  }

  /** Makes the truth true; returns when it is. */
  abstract void begin(Plant plant) throws IOException, InterruptedException;

  /** Mends what was broken; returns when it serves again. */
  abstract void end(Plant plant) throws IOException, InterruptedException;
}
