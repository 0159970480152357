package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.ProxyChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for the way to an edge. A password comes from a file or variable; never from the
 * command line, which every user of the computer can read.
 */
final class ProxyOptions {
  static final String VARIABLE = "PORTOLAN_PROXY_PASSWORD";

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      order = 8,
      description =
          "The proxy on the way to the edge: URL begins with http://, https://"
              + " or socks5://, and may have a USER@; or none. Without it, or with system: as HTTPS_PROXY and"
              + " NO_PROXY say.")
  private @Nullable String proxy;

  @Option(
      names = "--proxy-password-file",
      paramLabel = "FILE",
      order = 9,
      description =
          "The password of the proxy's user in a file of one line. Without this option: the"
              + " variable PORTOLAN_PROXY_PASSWORD.")
  private @Nullable Path passwordFile;

  ProxyChoice read(Environment environment) throws Failure {
    if (proxy == null || proxy.equals("system") || proxy.equals("none")) {
      if (passwordFile != null) {
        throw new Failure(ExitCode.USAGE, "--proxy-password-file needs --proxy URL");
      }
      return "none".equals(proxy) ? new ProxyChoice.None() : new ProxyChoice.System();
    }
    try {
      ProxyChoice.Explicit chosen = ProxyChoice.Explicit.parse(proxy);
      if (!chosen.password().isEmpty()) {
        throw new Failure(
            ExitCode.USAGE,
            "--proxy: everybody on this computer can read a password here; give"
                + " --proxy-password-file FILE, or set "
                + VARIABLE);
      }
      String password = password(environment);
      if (passwordFile != null && chosen.user().isEmpty()) {
        throw new Failure(ExitCode.USAGE, "--proxy: a password needs a user: http://USER@HOST");
      }
      return chosen.user().isEmpty() ? chosen : chosen.withPassword(password);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--proxy: " + e.getMessage(), e);
    }
  }

  private String password(Environment environment) throws Failure {
    return passwordFile == null
        ? environment.variables().getOrDefault(VARIABLE, "")
        : InputFiles.text(passwordFile).strip();
  }
}
