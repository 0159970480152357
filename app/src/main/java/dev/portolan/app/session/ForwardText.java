package dev.portolan.app.session;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.transport.tunnel.TunnelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parses tunnels as users write them. */
public final class ForwardText {
  private static final int MAX = 64;
  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");

  private ForwardText() {}

  /**
   * Parses one or more tunnels {@code [bind:]port:host:port[/udp]}, separated by commas, blanks or
   * line ends. An {@code -L}, as in ssh commands, is ignored.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static List<Forward> parse(String text) {
    List<Forward> forwards = new ArrayList<>();
    for (String part : SEPARATORS.splitAsStream(text.strip()).toList()) {
      String spec = part.startsWith("-L") ? part.substring(2) : part;
      if (!spec.isEmpty() && forwards.size() < MAX) {
        forwards.add(forward(TunnelSpec.parse(spec)));
      }
    }
    if (forwards.isEmpty()) {
      throw new IllegalArgumentException(Words.of("paste.empty"));
    }
    return forwards;
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
