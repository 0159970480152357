package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line of {@code portolan forward} for a tunnel, without the token. */
final class ForwardCommandLine {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  /** What no shell takes for anything else. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ForwardCommandLine() {}

  /** The command; empty for the lab, and for devices that are known by a path. */
  static Optional<String> of(TunnelItem tunnel) {
    EdgeSettings edge = tunnel.device().edge().settings();
    String device = tunnel.device().settings().path();
    if (tunnel.device().edge().kind() != EdgeKind.REMOTE || device.startsWith("/")) {
      return Optional.empty();
    }
    List<String> words =
        new ArrayList<>(List.of("portolan", "forward", "--edge", edge.url(), "--device", device));
    switch (edge.trust()) {
      case TrustChoice.SystemAuthorities() -> {}
      case TrustChoice.AuthorityFile(String path) -> words.addAll(List.of("--ca", path));
      case TrustChoice.PinnedKey(String sha256, String _) -> words.addAll(List.of("--pin", sha256));
    }
    if (edge.hasClientCertificate()) {
      words.addAll(List.of("--cert", edge.certificatePath(), "--key", edge.keyPath()));
    }
    switch (edge.proxy()) {
      case EdgeProxy.Environment() -> {}
      case EdgeProxy.Direct() -> words.addAll(List.of("--proxy", "none"));
      case EdgeProxy.Server(String url) -> words.addAll(List.of("--proxy", url));
    }
    words.add(target(tunnel.forward()));
    return Optional.of(
        words.stream().map(word -> quoted(word, WINDOWS)).collect(Collectors.joining(" ")));
  }

  private static String target(Forward forward) {
    String bind = forward.bindAddress();
    String address = bind.indexOf(':') >= 0 ? "[" + bind + "]" : bind;
    String local = (bind.isEmpty() ? "" : address + ":") + forward.localPort();
    return switch (forward.protocol()) {
      case TCP -> local + ":" + forward.remoteText();
      case UDP -> local + ":" + forward.remoteText() + "/udp";
      case SOCKS -> local + "/socks";
    };
  }

  /** A word as a shell takes it literally: of POSIX, or of Windows. */
  static String quoted(String word, boolean windows) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return windows
        ? '"' + word.replace("\"", "\"\"") + '"'
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
