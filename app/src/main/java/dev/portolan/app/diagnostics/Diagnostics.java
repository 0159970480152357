package dev.portolan.app.diagnostics;

import dev.portolan.app.Version;
import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TrustChoice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects what a report of a fault needs. Blocks. */
public final class Diagnostics {
  /** Of the log, its end. */
  private static final int LOG_BYTES = 256 * 1024;

  private static final int MAX_DEVICES = 500;
  private static final int MAX_FRAMES = 12;
  private static final List<String> PROPERTIES =
      List.of(
          "os.name",
          "os.version",
          "os.arch",
          "java.runtime.version",
          "java.vm.name",
          "javafx.runtime.version",
          "glass.platform",
          "prism.order",
          "user.language",
          "user.country",
          "user.timezone",
          "file.encoding");
  private static final List<String> VARIABLES =
      List.of("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "PORTOLAN_LOG", "LANG");

  private final Path log;
  private final Map<String, String> environment;

  /**
   * @param log the program's log, which may not be there
   */
  public Diagnostics(Path log, Map<String, String> environment) {
    this.log = log;
    this.environment = environment;
  }

  /** Whether names and addresses of edges, devices and networks are replaced. */
  public enum Names {
    KEPT,
    REPLACED
  }

  /** Collects everything. Any thread that may block. */
  public Bundle collect(Facts facts, Names names) {
    Secrets secrets = new Secrets(facts.tokens());
    Pseudonyms pseudonyms = new Pseudonyms(names == Names.REPLACED);
    learn(facts, pseudonyms);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece("system.txt", system()));
    pieces.add(new Piece("settings.txt", settings(facts)));
    pieces.add(new Piece("list.txt", list(facts, pseudonyms)));
    pieces.add(new Piece("events.txt", events(facts)));
    pieces.add(new Piece("log.txt", log()));
    pieces.add(new Piece("threads.txt", threads()));
    return new Bundle(
        pieces.stream()
            .map(
                piece ->
                    new Piece(
                        piece.name(), pseudonyms.in(withoutUser(secrets.without(piece.text())))))
            .toList());
  }

  /** Names are replaced also in texts that come before the list. */
  private static void learn(Facts facts, Pseudonyms pseudonyms) {
    for (Facts.Edge edge : facts.edges()) {
      pseudonyms.of("edge", edge.settings().name());
      pseudonyms.of("host", host(edge.settings().url()));
      for (Facts.Device device : edge.devices()) {
        pseudonyms.of("device", device.name());
        pseudonyms.of("id", device.path());
        for (Facts.Tunnel tunnel : device.tunnels()) {
          pseudonyms.of("tunnel", tunnel.settings().name());
          pseudonyms.of("host", tunnel.settings().forward().remoteHost());
          pseudonyms.of("ip", tunnel.settings().forward().bindAddress());
        }
      }
    }
  }

  private String system() {
    Map<String, String> lines = new TreeMap<>();
    for (String property : PROPERTIES) {
      lines.put(property, System.getProperty(property, ""));
    }
    for (String variable : VARIABLES) {
      lines.put(variable, environment.getOrDefault(variable, ""));
    }
    lines.put("charset", Charset.defaultCharset().name());
    lines.put("locale", Locale.getDefault().toLanguageTag());
    Runtime runtime = Runtime.getRuntime();
    lines.put("processors", String.valueOf(runtime.availableProcessors()));
    lines.put("heap.max", mebibytes(runtime.maxMemory()));
    lines.put("heap.total", mebibytes(runtime.totalMemory()));
    lines.put("heap.used", mebibytes(runtime.totalMemory() - runtime.freeMemory()));
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(
            start ->
                lines.put(
                    "running.for",
                    Duration.between(start, Instant.now())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
    StringBuilder text = new StringBuilder();
    text.append("portolan = ").append(Version.current()).append('\n');
    text.append("commit = ").append(Version.build()).append('\n');
    lines.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    return text.toString();
  }

  private static String mebibytes(long bytes) {
    return bytes / (1024 * 1024) + " MiB";
  }

  private static String settings(Facts facts) {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : Settings.all()) {
      text.append(setting.key()).append(" = ").append(facts.settings().get(setting)).append('\n');
    }
    return text.toString();
  }

  private static String list(Facts facts, Pseudonyms pseudonyms) {
    StringBuilder text = new StringBuilder();
    for (Facts.Edge edge : facts.edges()) {
      text.append(edge.kind())
          .append(" edge ")
          .append(pseudonyms.of("edge", edge.settings().name()))
          .append(" at ")
          .append(pseudonyms.of("host", host(edge.settings().url())))
          .append(port(edge.settings().url()))
          .append(", trust: ")
          .append(trust(edge.settings().trust()))
          .append(edge.settings().hasClientCertificate() ? ", with a client certificate" : "")
          .append('\n');
      edge.devices().stream()
          .limit(MAX_DEVICES)
          .forEach(device -> device(text, device, pseudonyms));
      if (edge.devices().size() > MAX_DEVICES) {
        text.append("  and ").append(edge.devices().size() - MAX_DEVICES).append(" more devices\n");
      }
    }
    return text.toString();
  }

  private static void device(StringBuilder text, Facts.Device device, Pseudonyms pseudonyms) {
    text.append("  ")
        .append(pseudonyms.of("device", device.name()))
        .append(" (")
        .append(pseudonyms.of("id", device.path()))
        .append("): ")
        .append(device.state().strip())
        .append('\n');
    for (Facts.Tunnel tunnel : device.tunnels()) {
      Forward forward = tunnel.settings().forward();
      text.append("    ")
          .append(pseudonyms.of("tunnel", tunnel.settings().name()))
          .append(' ')
          .append(forward.protocol())
          .append(' ')
          .append(pseudonyms.of("ip", forward.bindAddress()))
          .append(':')
          .append(forward.localPort())
          .append(" to ")
          .append(pseudonyms.of("host", forward.remoteHost()))
          .append(':')
          .append(forward.remotePort())
          .append(": ")
          .append(tunnel.state())
          .append(tunnel.error().isEmpty() ? "" : ", last error: " + tunnel.error())
          .append('\n');
    }
  }

  private static String trust(TrustChoice trust) {
    return switch (trust) {
      case TrustChoice.SystemAuthorities _ -> "system authorities";
      case TrustChoice.AuthorityFile _ -> "authority file";
      case TrustChoice.PinnedKey _ -> "pinned key";
    };
  }

  /** The host of an address, without anything that may be in front or behind. */
  private static String host(String url) {
    return uri(url).map(URI::getHost).orElse("");
  }

  private static String port(String url) {
    return uri(url).map(URI::getPort).filter(port -> port >= 0).map(port -> ":" + port).orElse("");
  }

  private static Optional<URI> uri(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String events(Facts facts) {
    StringBuilder text = new StringBuilder();
    for (ActivityEntry entry : facts.entries()) {
      text.append(entry.at())
          .append("  ")
          .append(
              switch (entry.kind()) {
                case EVENT -> entry.level() + "  " + entry.subject() + ": " + entry.text();
                case NOTE -> "NOTE  (not included)";
              })
          .append('\n');
    }
    return text.toString();
  }

  private String log() {
    if (!Files.isRegularFile(log)) {
      return "There is no log.\n";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) Math.min(LOG_BYTES, file.length() - from)];
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      // a line that has lost its beginning may have lost what tells a secret
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (IOException e) {
      return "The log could not be read: " + e.getMessage() + "\n";
    }
  }

  private static String threads() {
    StringBuilder text = new StringBuilder();
    Map<String, List<String>> sorted = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              List<String> lines = new ArrayList<>();
              lines.add(thread.getState().toString());
              for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
                lines.add("at " + frames[i]);
              }
              sorted.put(thread.getName() + " #" + thread.threadId(), lines);
            });
    sorted.forEach(
        (name, lines) ->
            text.append(name).append(": ").append(String.join("\n    ", lines)).append('\n'));
    return text.toString();
  }

  /** The user's name is in the paths of the user's folder. */
  private static String withoutUser(String text) {
    String home = System.getProperty("user.home", "");
    return home.length() < 4 ? text : text.replace(home, "~");
  }
}
