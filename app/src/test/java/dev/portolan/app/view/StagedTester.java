package dev.portolan.app.view;

import dev.portolan.app.model.EdgeCertificate;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSecrets;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.session.EdgeTester;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tries out edges as the test says. */
public final class StagedTester implements EdgeTester {
  public List<TestStep> steps = List.of();
  public CompletableFuture<EdgeCertificate> certificate =
      CompletableFuture.completedFuture(
          new EdgeCertificate(
              "edge.example.com",
              "Plant Certificate Authority",
              Instant.parse("2026-01-01T00:00:00Z"),
              Instant.parse("2027-01-01T00:00:00Z"),
              String.join(":", Collections.nCopies(32, "AB")),
              "sha256:" + "ab".repeat(32)));

  @Override
  public Optional<String> urlProblem(String url) {
    return url.strip().startsWith("https://")
        ? Optional.empty()
        : Optional.of("The address must begin with https://.");
  }

  @Override
  public Optional<String> tokenProblem(String token) {
    return token.contains("\n") ? Optional.of("The token has line ends.") : Optional.empty();
  }

  @Override
  public String normalUrl(String url) {
    return url.strip();
  }

  @Override
  public Optional<String> proxyProblem(String url, String password) {
    return url.contains("://") ? Optional.empty() : Optional.of("That is no proxy.");
  }

  @Override
  public String normalProxy(String url) {
    return url.strip().replaceFirst(":[^:/@]+@", "@");
  }

  @Override
  public String proxyPassword(String url) {
    return url.matches(".*:[^:/@]+@.*") ? url.replaceFirst(".*:([^:/@]+)@.*", "$1") : "";
  }

  @Override
  public Running test(
      EdgeSettings settings,
      EdgeSecrets secrets,
      String devicePath,
      Consumer<List<TestStep>> progress) {
    progress.accept(steps);
    return () -> {};
  }

  @Override
  public CompletionStage<EdgeCertificate> certificate(
      String url, EdgeProxy proxy, EdgeSecrets secrets) {
    return certificate;
  }
}
