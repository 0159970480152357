package dev.portolan.transport.access;

import dev.portolan.transport.access.RuleWords.Word;
import dev.portolan.transport.message.MessageType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One line of rules: what is allowed or denied to whom, and where.
 *
 * @param line its number in the file
 * @param text the line itself, without its comment
 * @param kinds what it is for, as {@link Operation#kind()} has it; empty for every kind
 */
record AccessRule(
    int line,
    String text,
    Effect effect,
    Names clients,
    Names devices,
    Set<String> kinds,
    List<TargetPattern> targets,
    List<CommandPattern> commands,
    List<FolderPattern> folders) {

  enum Effect {
    ALLOW,
    DENY
  }

  private static final Set<String> TUNNELS = Set.of("tcp", "udp");
  private static final Set<String> COMMANDS = Set.of("run");
  private static final Set<String> TERMINALS = Set.of("shell", "run");
  private static final Set<String> FILES = Set.of("get", "put");

  /**
   * Reads one line, of which there is at least one word.
   *
   * @throws IllegalArgumentException with a plain sentence that says what is wrong
   */
  static AccessRule parse(int line, String text, List<Word> words, AccessRules.Scope scope) {
    int kindAt = scope == AccessRules.Scope.EDGE ? 3 : 1;
    if (words.size() <= kindAt) {
      throw new IllegalArgumentException("a rule is: " + scope.form());
    }
    Set<String> kinds = kinds(words.get(kindAt));
    List<Word> rest = words.subList(kindAt + 1, words.size());
    boolean tunnels = isOf(kinds, TUNNELS);
    if (!rest.isEmpty() && kinds.equals(TERMINALS)) {
      kinds = COMMANDS; // A command is none of the login shell.
    }
    boolean commands = isOf(kinds, COMMANDS);
    boolean files = isOf(kinds, FILES);
    if (!rest.isEmpty() && !tunnels && !commands && !files) {
      throw new IllegalArgumentException(
          "'"
              + rest.getFirst().text()
              + "': only tcp and udp have targets, run a command, get and put folders; give each its own line");
    }
    return new AccessRule(
        line,
        text,
        effect(words.getFirst()),
        kindAt == 3 ? Names.ofClients(words.get(1)) : Names.ALL,
        kindAt == 3 ? Names.ofDevices(words.get(2)) : Names.ALL,
        kinds,
        tunnels ? rest.stream().map(w -> TargetPattern.parse(w.text())).toList() : List.of(),
        commands && !rest.isEmpty() ? List.of(CommandPattern.parse(rest)) : List.of(),
        files ? rest.stream().map(w -> FolderPattern.parse(w.text())).toList() : List.of());
  }

  private static boolean isOf(Set<String> kinds, Set<String> group) {
    return !kinds.isEmpty() && group.containsAll(kinds);
  }

  private static Effect effect(Word word) {
    return switch (word.text()) {
      case "allow" -> Effect.ALLOW;
      case "deny" -> Effect.DENY;
      default ->
          throw new IllegalArgumentException(
              "'" + word.text() + "': a rule begins with allow or deny");
    };
  }

  private static Set<String> kinds(Word word) {
    if (word.isStar()) {
      return Set.of();
    }
    Set<String> kinds = new LinkedHashSet<>();
    for (String kind : word.text().split(",", -1)) {
      switch (kind) {
        case "pty" -> kinds.addAll(TERMINALS);
        case "file" -> kinds.addAll(FILES);
        default -> kinds.addAll(kindsOf(kind));
      }
    }
    return Set.copyOf(kinds);
  }

  /** A word is its kind, a number the kinds that are asked for by messages of this type. */
  private static Set<String> kindsOf(String text) {
    if (RuleKind.ofWord(text) != null) {
      return Set.of(text);
    }
    int code = code(text);
    MessageType type = code < 0 ? null : MessageType.ofCode(code);
    Set<String> known = type == null ? Set.of(text) : RuleKind.wordsOf(type);
    if (code < 0 || known.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no kind; kinds are "
              + RuleKind.list()
              + ", 0x7f and *, and pty for shell,run and file for get,put");
    }
    return known;
  }

  /** The number of a message type, written {@code 0x7f}; -1 if it is none. */
  static int code(String kind) {
    return kind.matches("0x[0-9a-f]{2}") ? Integer.parseInt(kind.substring(2), 16) : -1;
  }

  /** Whether this rule decides about an operation. */
  boolean decides(String client, String device, Operation operation) {
    return clients.contain(client) && devices.contain(device) && means(operation);
  }

  private boolean means(Operation operation) {
    if (operation instanceof Operation.Resize) {
      // It names a terminal that was started under a rule of its own.
      return kinds.isEmpty()
          || (effect == Effect.ALLOW
              ? kinds.contains("shell") || kinds.contains("run")
              : kinds.contains("shell") && kinds.contains("run"));
    }
    if (!kinds.isEmpty() && !kinds.contains(operation.kind())) {
      return false;
    }
    return switch (operation) {
      case Operation.Tunnel tunnel ->
          targets.isEmpty()
              // A line that names no target names no address either.
              ? effect == Effect.DENY || !tunnel.host().text().isEmpty()
              : targets.stream().anyMatch(t -> means(t, tunnel));
      case Operation.Run run ->
          commands.isEmpty() || commands.stream().anyMatch(c -> c.covers(run));
      case Operation.File file ->
          folders.isEmpty() || folders.stream().anyMatch(f -> means(f, file.request().path()));
      case Operation.Shell _, Operation.Resize _, Operation.Reload _, Operation.Other _ -> true;
    };
  }

  private boolean means(TargetPattern target, Operation.Tunnel tunnel) {
    int port = tunnel.hostPort().port();
    return effect == Effect.ALLOW
        ? target.covers(tunnel.host(), port)
        : target.touches(tunnel.host(), port);
  }

  private boolean means(FolderPattern folder, String path) {
    return effect == Effect.ALLOW ? folder.covers(path) : folder.touches(path);
  }

  /** Whether every operation that the other rule is for is decided by this one already. */
  boolean hides(AccessRule later) {
    boolean noTargets = targets.isEmpty() && commands.isEmpty() && folders.isEmpty();
    return clients.containAll(later.clients)
        && devices.containAll(later.devices)
        && (kinds.isEmpty() || (!later.kinds.isEmpty() && kinds.containsAll(later.kinds)))
        && noTargets;
  }

  /** Whether it denies networks, which says nothing about names that lead there. */
  boolean deniesNetworks() {
    return effect == Effect.DENY && targets.stream().anyMatch(TargetPattern::isNetwork);
  }

  /** Names with commas between them, or all. */
  record Names(Set<String> names, List<String> prefixes, boolean all) {
    static final Names ALL = new Names(Set.of(), List.of(), true);

    static Names ofClients(Word word) {
      if (word.isStar()) {
        return ALL;
      }
      List<String> names = parts(word, "client");
      for (String name : names) {
        if (!word.quoted() && name.indexOf('*') >= 0) {
          throw new IllegalArgumentException(
              "client '" + name + "': * stands for every client, and for no part of a name");
        }
      }
      return new Names(Set.copyOf(names), List.of(), false);
    }

    static Names ofDevices(Word word) {
      if (word.isStar()) {
        return ALL;
      }
      Set<String> ids = new LinkedHashSet<>();
      List<String> prefixes = new ArrayList<>();
      for (String part : parts(word, "device")) {
        String id = part.toLowerCase(Locale.ROOT);
        if (id.matches("[0-9a-f]{1,63}\\*")) {
          prefixes.add(id.substring(0, id.length() - 1));
        } else if (id.indexOf('*') < 0) {
          ids.add(id);
        } else {
          throw new IllegalArgumentException(
              "device '" + part + "': * stands for every device, or behind the beginning of an id");
        }
      }
      return new Names(Set.copyOf(ids), List.copyOf(prefixes), false);
    }

    private static List<String> parts(Word word, String what) {
      List<String> parts = List.of(word.text().split(",", -1));
      if (parts.contains("")) {
        throw new IllegalArgumentException("a " + what + "'s name is missing");
      }
      return parts;
    }

    boolean contain(String name) {
      return all || names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
    }

    boolean containAll(Names others) {
      return all
          || (!others.all
              && others.prefixes.isEmpty()
              && others.names.stream().allMatch(this::contain));
    }
  }
}
