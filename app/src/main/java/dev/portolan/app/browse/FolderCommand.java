package dev.portolan.app.browse;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A program that lists or changes a folder, with the scripts for it. */
interface FolderCommand {
  /** All of them, in the order in which they are tried. */
  List<FolderCommand> ALL = List.of(new Posix(List.of("sh")), new Windows());

  String program();

  /** What the program gets. */
  List<String> arguments(FolderRequest request, ListingMarker marker);

  /**
   * A POSIX shell.
   *
   * @param shell its command line
   */
  record Posix(List<String> shell) implements FolderCommand {
    private static final String LIST = script("answer.sh", "list.sh");
    private static final String CHANGE = script("answer.sh", "change.sh");

    @Override
    public String program() {
      return shell.getFirst();
    }

    @Override
    public List<String> arguments(FolderRequest request, ListingMarker marker) {
      return switch (request) {
        case FolderRequest.Listing(String folder) -> arguments(LIST, folder, marker, List.of());
        case FolderRequest.Deletion(String folder, List<EntryName> names) ->
            arguments(CHANGE, folder, marker, changes("delete", names));
        case FolderRequest.Renaming(String folder, EntryName name, EntryName to) ->
            arguments(CHANGE, folder, marker, changes("rename", List.of(name, to)));
      };
    }

    private List<String> arguments(
        String script, String folder, ListingMarker marker, List<String> more) {
      return Stream.of(
              shell.stream().skip(1),
              Stream.of("-c", script, "sh", folder, marker.first(), marker.second()),
              more.stream())
          .flatMap(part -> part)
          .toList();
    }

    private static List<String> changes(String verb, List<EntryName> names) {
      return Stream.concat(Stream.of(verb), names.stream().map(EntryName::escaped)).toList();
    }
  }

  /** Windows's PowerShell. */
  record Windows() implements FolderCommand {
    private static final String LIST = script("list.ps1", "answer.ps1");
    private static final String CHANGE = script("change.ps1", "answer.ps1");

    @Override
    public String program() {
      return "powershell.exe";
    }

    @Override
    public List<String> arguments(FolderRequest request, ListingMarker marker) {
      String head =
          "$p='%s';$a='%s';$b='%s'"
              .formatted(base64(request.folder()), marker.first(), marker.second());
      String script =
          head
              + switch (request) {
                case FolderRequest.Listing _ -> "\n" + LIST;
                case FolderRequest.Deletion(String _, List<EntryName> names) ->
                    changes("delete", names);
                case FolderRequest.Renaming(String _, EntryName name, EntryName to) ->
                    changes("rename", List.of(name, to));
              };
      String encoded =
          Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
      return List.of("-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded);
    }

    private static String changes(String verb, List<EntryName> names) {
      String all = names.stream().map(EntryName::shown).map(Windows::base64).collect(joining(","));
      return ";$v='%s';$n='%s'\n%s".formatted(verb, all, CHANGE);
    }

    /** Has nothing that a command line or a script would take for its own. */
    private static String base64(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Scripts in a row, without their comments. */
  private static String script(String... names) {
    return Stream.of(names).map(FolderCommand::part).collect(joining("\n"));
  }

  private static String part(String name) {
    try (InputStream in = FolderCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.strip().startsWith("#"))
          .collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
