package dev.portolan.app.session;

import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.PresentedCertificate;
import dev.portolan.app.model.TestStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tests the settings of an edge. FX thread only, including callbacks. */
public interface EdgeTester {
  /** The problem with an address, as one sentence. */
  Optional<String> urlProblem(String url);

  /** The problem with a token, as one sentence that does not quote it. */
  Optional<String> tokenProblem(String token);

  /** The normalised address. */
  String normalUrl(String url);

  /**
   * Runs a connection test. Reports all steps whenever one changes.
   *
   * @param token may be empty
   * @param devicePath the device to connect to, or empty
   */
  Running test(
      EdgeSettings settings, String token, String devicePath, Consumer<List<TestStep>> progress);

  /** Fetches an edge's certificate without trusting it or sending anything. */
  CompletionStage<PresentedCertificate> certificate(String url);

  /** A running test. */
  @FunctionalInterface
  interface Running {
    void cancel();
  }
}
