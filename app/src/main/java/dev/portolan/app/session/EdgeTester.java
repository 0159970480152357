package dev.portolan.app.session;

import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tests the settings of an edge. FX thread only, including callbacks. */
public interface EdgeTester {
  /** The problem with an address, as one sentence. */
  Optional<String> urlProblem(String url);

  /**
   * The problem with a proxy's address, as one sentence that does not quote it.
   *
   * @param password of the user in it, or empty
   */
  Optional<String> proxyProblem(String url, String password);

  /** A proxy's address in full, without the password that may be in it. */
  String normalProxy(String url);

  /** The password in a proxy's address, or empty. */
  String proxyPassword(String url);

  /** The problem with a token, as one sentence that does not quote it. */
  Optional<String> tokenProblem(String token);

  /** The normalised address. */
  String normalUrl(String url);

  /**
   * Runs a connection test. Reports all steps whenever one changes.
   *
   * @param secrets those of the edge; some may be missing
   * @param devicePath the device to connect to, or empty
   */
  Running test(
      EdgeSettings settings,
      EdgeSecrets secrets,
      String devicePath,
      Consumer<List<TestStep>> progress);

  /**
   * Fetches an edge's certificate without trusting it or sending it anything.
   *
   * @param proxy the way to the edge
   * @param secrets with the password of the proxy's user, if it has one
   */
  CompletionStage<EdgeCertificate> certificate(String url, EdgeProxy proxy, EdgeSecrets secrets);

  /** A running test. */
  @FunctionalInterface
  interface Running {
    void cancel();
  }
}
