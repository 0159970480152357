package dev.portolan.app.browse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that lists a folder, with the script for it. */
interface ListingCommand {
  /** All of them, in the order in which they are tried. */
  List<ListingCommand> ALL = List.of(new Posix(List.of("sh")), new Windows());

  String program();

  /**
   * What the program gets.
   *
   * @param path absolute, or empty for the home folder
   */
  List<String> arguments(String path, ListingMarker marker);

  /**
   * A POSIX shell.
   *
   * @param shell its command line
   */
  record Posix(List<String> shell) implements ListingCommand {
    private static final String SCRIPT = script("list.sh");

    @Override
    public String program() {
      return shell.getFirst();
    }

    @Override
    public List<String> arguments(String path, ListingMarker marker) {
      return Stream.concat(
              shell.stream().skip(1),
              Stream.of("-c", SCRIPT, "sh", path, marker.first(), marker.second()))
          .toList();
    }
  }

  /** Windows's PowerShell. */
  record Windows() implements ListingCommand {
    private static final String SCRIPT = script("list.ps1");

    @Override
    public String program() {
      return "powershell.exe";
    }

    @Override
    public List<String> arguments(String path, ListingMarker marker) {
      // Base64 has nothing that a command line or a script would take for its own.
      String folder = Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
      String script =
          "$p='%s';$a='%s';$b='%s'\n%s".formatted(folder, marker.first(), marker.second(), SCRIPT);
      String encoded =
          Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
      return List.of("-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded);
    }
  }

  /** A script without its comments. */
  private static String script(String name) {
    try (InputStream in = ListingCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
