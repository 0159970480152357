package dev.portolan.app.session;

import dev.portolan.app.model.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the program that has a local port, where the system tells: on Linux by its process files,
 * of programs that this user may look at. Blocks while it reads them.
 */
final class PortHolder {
  /** As in the system's tables of sockets. */
  private static final String LISTENING = "0A";

  private static final int MOST_LINES = 100_000;
  private static final int MOST_PROCESSES = 20_000;
  private static final int MOST_FILES = 100_000;
  private static final int LONGEST_NAME = 64;

  private final Path processes;

  /** A program that has a port. */
  record Holder(String program, long pid) {}

  PortHolder() {
    this(Path.of("/proc"));
  }

  /**
   * @param processes where the system's files about processes and the network are
   */
  PortHolder(Path processes) {
    this.processes = processes;
  }

  /** The program that listens on a port, whatever the address; empty where nobody tells. */
  Optional<Holder> find(Protocol protocol, int port) {
    Set<String> sockets = new HashSet<>();
    switch (protocol) {
      case TCP -> {
        addSockets("tcp", port, true, sockets);
        addSockets("tcp6", port, true, sockets);
      }
      case UDP -> {
        addSockets("udp", port, false, sockets);
        addSockets("udp6", port, false, sockets);
      }
    }
    return sockets.isEmpty() ? Optional.empty() : holder(sockets);
  }

  /** A line is: number, local address, remote address, state, queues, timer, …, inode. */
  private void addSockets(String table, int port, boolean listening, Set<String> sockets) {
    try (Stream<String> lines = Files.lines(processes.resolve("net").resolve(table))) {
      lines
          .skip(1)
          .limit(MOST_LINES)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 9)
          .filter(fields -> !listening || fields[3].equals(LISTENING))
          .filter(fields -> fields[1].endsWith(String.format(":%04X", port)))
          .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
    } catch (IOException | RuntimeException e) {
      // Another system, or another table: then the holder is not told.
    }
  }

  private Optional<Holder> holder(Set<String> sockets) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[1-9]*")) {
      int seen = 0;
      for (Path process : all) {
        if (++seen > MOST_PROCESSES) {
          break;
        }
        if (holds(process, sockets)) {
          return Optional.of(
              new Holder(program(process), Long.parseLong(process.getFileName().toString())));
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not told.
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      int seen = 0;
      for (Path file : files) {
        if (++seen > MOST_FILES) {
          return false;
        }
        if (isOneOf(file, sockets)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException e) {
      // It has ended, or is another user's.
    }
    return false;
  }

  private static boolean isOneOf(Path file, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(file).toString());
    } catch (IOException | RuntimeException e) {
      return false; // Closed meanwhile.
    }
  }

  /** Without control characters: a program chooses its name by itself. */
  private static String program(Path process) throws IOException {
    String name = Files.readString(process.resolve("comm")).strip().replaceAll("\\p{C}", "");
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }
}
