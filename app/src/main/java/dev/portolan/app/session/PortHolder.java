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
 * Finds the program that uses a local port: on Linux, by {@code /proc}, for this user's programs.
 * Blocks.
 */
final class PortHolder {
  /** The state of a listening socket in {@code /proc/net/tcp}. */
  private static final String LISTENING = "0A";

  private static final int MAX_LINES = 100_000;
  private static final int MAX_PROCESSES = 20_000;
  private static final int MAX_FILES = 100_000;
  private static final int LONGEST_NAME = 64;

  private final Path processes;

  /** A program that uses a port. */
  record Holder(String program, long pid) {}

  PortHolder() {
    this(Path.of("/proc"));
  }

  /**
   * @param processes the {@code /proc} folder
   */
  PortHolder(Path processes) {
    this.processes = processes;
  }

  /** The program that listens on a port at any address, or empty if unknown. */
  Optional<Holder> find(Protocol protocol, int port) {
    Set<String> sockets = new HashSet<>();
    switch (protocol) {
      case TCP, SOCKS -> {
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
          .limit(MAX_LINES)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > 9)
          .filter(fields -> !listening || fields[3].equals(LISTENING))
          .filter(fields -> fields[1].endsWith(String.format(":%04X", port)))
          .forEach(fields -> sockets.add("socket:[" + fields[9] + "]"));
    } catch (IOException | RuntimeException e) {
      // not available on this system
    }
  }

  private Optional<Holder> holder(Set<String> sockets) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[1-9]*")) {
      int seen = 0;
      for (Path process : all) {
        if (++seen > MAX_PROCESSES) {
          break;
        }
        if (holds(process, sockets)) {
          return Optional.of(
              new Holder(program(process), Long.parseLong(process.getFileName().toString())));
        }
      }
    } catch (IOException | RuntimeException e) {
      // unknown
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      int seen = 0;
      for (Path file : files) {
        if (++seen > MAX_FILES) {
          return false;
        }
        if (isOneOf(file, sockets)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException e) {
      // it has ended, or belongs to another user
    }
    return false;
  }

  private static boolean isOneOf(Path file, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(file).toString());
    } catch (IOException | RuntimeException e) {
      return false; // closed meanwhile
    }
  }

  /** The program's name, sanitised because a program can choose it. */
  private static String program(Path process) throws IOException {
    String name = Files.readString(process.resolve("comm")).strip().replaceAll("\\p{C}", "");
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }
}
