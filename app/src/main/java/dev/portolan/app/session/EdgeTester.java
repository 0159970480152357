package dev.portolan.app.session;

import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.PresentedCertificate;
import dev.portolan.app.model.TestStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tries out an edge that a person is describing; FX thread only, and so are its answers. */
public interface EdgeTester {
  /** What is wrong with an address, as one sentence. */
  Optional<String> urlProblem(String url);

  /** What is wrong with a token, as one sentence that does not hold it. */
  Optional<String> tokenProblem(String token);

  /** An address as it will be used: with its scheme, without blanks around it. */
  String normalUrl(String url);

  /**
   * Goes through the real steps, telling all of them whenever one of them gets further.
   *
   * @param token may be empty
   * @param devicePath the device to ask for; empty asks for none
   */
  Running test(
      EdgeSettings settings, String token, String devicePath, Consumer<List<TestStep>> progress);

  /** Fetches the certificate an edge shows, trusting nothing and sending nothing. */
  CompletionStage<PresentedCertificate> certificate(String url);

  /** A test under way. */
  @FunctionalInterface
  interface Running {
    void cancel();
  }
}
