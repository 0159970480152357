package dev.portolan.app.session;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.transport.tunnel.TunnelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses tunnels as users have them: {@code [bind:]port:host:port[/udp]}, whole ssh commands with
 * {@code -L}, and {@code LocalForward} lines of an ssh_config.
 */
public final class ForwardText {
  private static final int MAX = 64;
  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\\R\\s*");

  /** A word of a command line or configuration: up to a blank that is not within quotes. */
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

  private static final Pattern QUOTES = Pattern.compile("[\"']");

  /** How ssh_config separates a keyword from its value. */
  private static final Pattern LOCAL_FORWARD =
      Pattern.compile("localforward(?:\\s*=\\s*|\\s+)(.*)", Pattern.CASE_INSENSITIVE);

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
    boolean configuration = lines.stream().anyMatch(line -> LOCAL_FORWARD.matcher(line).matches());
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
    Matcher localForward = LOCAL_FORWARD.matcher(line);
    if (localForward.matches()) {
      readLocalForward(localForward.group(1));
    } else if (SSH.matcher(line).matches()) {
      readCommand(words(line));
    } else if (!configuration && !line.startsWith("#")) {
      SEPARATORS.splitAsStream(line).forEach(this::readSpec);
    }
  }

  private void readSpec(String part) {
    String spec = part.startsWith("-L") ? part.substring(2) : part;
    if (!spec.isEmpty()) {
      add(spec);
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
        readOption(letter, apart ? words.get(++i) : rest);
      }
    }
  }

  private void readOption(char letter, String value) {
    switch (letter) {
      case 'L' -> readSpec(value);
      case 'D', 'R' -> forwardsOtherwise = true;
      case 'o' -> {
        Matcher localForward = LOCAL_FORWARD.matcher(value);
        if (localForward.matches()) {
          readLocalForward(localForward.group(1));
        }
      }
      default -> {}
    }
  }

  private void add(String spec) {
    if (forwards.size() < MAX) {
      forwards.add(forward(TunnelSpec.parse(spec)));
    }
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
        forward.protocol() == Protocol.UDP ? TunnelSpec.Protocol.UDP : TunnelSpec.Protocol.TCP);
  }

  private static Forward forward(TunnelSpec spec) {
    return new Forward(
        spec.bindAddress(),
        spec.localPort(),
        spec.remoteHost(),
        spec.remotePort(),
        spec.protocol() == TunnelSpec.Protocol.UDP ? Protocol.UDP : Protocol.TCP);
  }
}
