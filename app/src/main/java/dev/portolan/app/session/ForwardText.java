package dev.portolan.app.session;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.transport.tunnel.TunnelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses tunnels as users have them: {@code [bind:]port:host:port[/udp]} with ports or ranges of
 * them, {@code [bind:]port/socks}, whole ssh commands with {@code -L} and {@code -D}, and {@code
 * LocalForward} and {@code DynamicForward} lines of an ssh_config.
 */
public final class ForwardText {
  private static final int MAX = TunnelSpec.MAX_RANGE;
  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\\R\\s*");

  /** A word of a command line or configuration: up to a blank that is not within quotes. */
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

  private static final Pattern QUOTES = Pattern.compile("[\"']");

  /** How ssh_config separates a keyword from its value. */
  private static final Pattern SSH_CONFIG =
      Pattern.compile("(local|dynamic)forward(?:\\s*=\\s*|\\s+)(.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern SSH =
      Pattern.compile(
          "(?:\\S*[/\\\\])?(?:ssh|autossh|plink)(?:\\.exe)?\\s.*", Pattern.CASE_INSENSITIVE);

  /** The options of ssh that have a value. */
  private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

  private final List<Forward> forwards = new ArrayList<>();
  private boolean forwardsOtherwise;

  private ForwardText() {}

  /**
   * Parses one or more tunnels: separated by commas, blanks or line ends, after {@code -L} or not,
   * or those of ssh commands or of a part of an ssh_config, whose other contents are ignored.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static List<Forward> parse(String text) {
    ForwardText all = new ForwardText();
    List<String> lines =
        CONTINUED
            .matcher(text)
            .replaceAll(" ")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    boolean configuration = lines.stream().anyMatch(line -> SSH_CONFIG.matcher(line).matches());
    for (String line : lines) {
      all.read(line, configuration);
    }
    if (all.forwards.isEmpty()) {
      throw new IllegalArgumentException(
          Words.of(all.forwardsOtherwise ? "paste.not-local" : "paste.empty"));
    }
    return List.copyOf(all.forwards);
  }

  private void read(String line, boolean configuration) {
    if (readConfiguration(line)) {
      return;
    }
    if (SSH.matcher(line).matches()) {
      readCommand(words(line));
    } else if (!configuration && !line.startsWith("#")) {
      readSpecs(line);
    }
  }

  /** Reads a line of an ssh_config, if it is one that defines tunnels. */
  private boolean readConfiguration(String line) {
    Matcher forward = SSH_CONFIG.matcher(line);
    if (!forward.matches()) {
      return false;
    }
    if (forward.group(1).equalsIgnoreCase("local")) {
      readLocalForward(forward.group(2));
    } else {
      addSocks(String.join(" ", words(forward.group(2))));
    }
    return true;
  }

  /**
   * Reads words that may be options of ssh without its name: -L or -D, with a value or before it.
   */
  private void readSpecs(String line) {
    boolean socks = false;
    for (String word : SEPARATORS.splitAsStream(line).toList()) {
      boolean option = word.startsWith("-L") || word.startsWith("-D");
      String spec = option ? word.substring(2) : word;
      socks = option ? word.startsWith("-D") : socks;
      if (!spec.isEmpty()) {
        if (socks) {
          addSocks(spec);
        } else {
          add(spec);
        }
        socks = false;
      }
    }
  }

  /** Reads {@code [bind:]port host:port}. */
  private void readLocalForward(String value) {
    List<String> ends = words(value);
    if (ends.size() != 2) {
      throw new IllegalArgumentException(Words.of("paste.local-forward", value));
    }
    add(ends.getFirst() + ":" + ends.getLast());
  }

  /** Reads the options before the destination and behind it, up to the command to run there. */
  private void readCommand(List<String> words) {
    int others = 0;
    for (int i = 1; i < words.size() && others < 2; i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.length() < 2) {
        others++;
        continue;
      }
      int option = 1;
      while (option < word.length() - 1 && WITH_VALUE.indexOf(word.charAt(option)) < 0) {
        option++;
      }
      char letter = word.charAt(option);
      if (WITH_VALUE.indexOf(letter) >= 0) {
        String rest = word.substring(option + 1);
        boolean apart = rest.isEmpty() && i + 1 < words.size();
        String value = apart ? words.get(++i) : rest;
        if (!value.isEmpty()) {
          readOption(letter, value);
        }
      }
    }
  }

  private void readOption(char letter, String value) {
    switch (letter) {
      case 'L' -> add(value);
      case 'D' -> addSocks(value);
      case 'R' -> forwardsOtherwise = true;
      case 'o' -> readConfiguration(value);
      default -> {}
    }
  }

  private void add(String spec) {
    addAll(TunnelSpec.parseAll(spec));
  }

  /** Reads what ssh takes behind -D, {@code [bind:]port}. */
  private void addSocks(String end) {
    addAll(List.of(TunnelSpec.parse(end + "/socks")));
  }

  private void addAll(List<TunnelSpec> specs) {
    if (forwards.size() + specs.size() > MAX) {
      throw new IllegalArgumentException(Words.of("paste.many", Integer.toString(MAX)));
    }
    specs.forEach(spec -> forwards.add(forward(spec)));
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> QUOTES.matcher(word.group()).replaceAll(""))
        .toList();
  }

  static TunnelSpec spec(Forward forward) {
    return new TunnelSpec(
        forward.bindAddress(),
        forward.localPort(),
        forward.remoteHost(),
        forward.remotePort(),
        switch (forward.protocol()) {
          case TCP -> TunnelSpec.Protocol.TCP;
          case UDP -> TunnelSpec.Protocol.UDP;
          case SOCKS -> TunnelSpec.Protocol.SOCKS;
        });
  }

  private static Forward forward(TunnelSpec spec) {
    return new Forward(
        spec.bindAddress(),
        spec.localPort(),
        spec.remoteHost(),
        spec.remotePort(),
        switch (spec.protocol()) {
          case TCP -> Protocol.TCP;
          case UDP -> Protocol.UDP;
          case SOCKS -> Protocol.SOCKS;
        });
  }
}
