package dev.portolan.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this process has of the system that a device may take.
 *
 * @param processes its children, and theirs
 * @param threads those of a device, by name
 * @param descriptors open sockets and terminals; empty where the system does not tell
 */
record OwnResources(Set<Long> processes, Set<Thread> threads, List<String> descriptors) {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  static {
    // The JDK itself opens a pair of sockets with the first one, and keeps it.
    try {
      SocketChannel.open().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OwnResources now() {
    return new OwnResources(
        ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet()),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().matches("(portolan|served).*"))
            .collect(Collectors.toSet()),
        openDescriptors());
  }

  private static List<String> openDescriptors() {
    List<String> open = new ArrayList<>();
    if (!Files.isDirectory(OPEN_FILES)) {
      return open;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        String target = target(file);
        if (target.startsWith("socket:") || target.matches("/dev/(ptmx|pts/.*)")) {
          open.add(target);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new AssertionError(e);
    }
    return open;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is here and was not before. */
  OwnResources without(OwnResources before) {
    Set<Long> moreProcesses =
        processes.stream()
            .filter(pid -> !before.processes.contains(pid))
            .collect(Collectors.toSet());
    Set<Thread> moreThreads =
        threads.stream()
            .filter(thread -> !before.threads.contains(thread))
            .collect(Collectors.toSet());
    List<String> moreDescriptors = new ArrayList<>(descriptors);
    before.descriptors.forEach(moreDescriptors::remove);
    return new OwnResources(moreProcesses, moreThreads, moreDescriptors);
  }

  boolean isNothing() {
    return processes.isEmpty() && threads.isEmpty() && descriptors.isEmpty();
  }
}
