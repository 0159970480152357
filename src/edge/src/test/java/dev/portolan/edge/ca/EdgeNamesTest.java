package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeNamesTest {
  private static final String NO_NAME = "is neither a host name nor an address";

  private static EdgeNames names(int count) {
    return new EdgeNames(IntStream.range(0, count).mapToObj(i -> "edge" + i).toList());
  }

  /** A name of labels that are as long as they may be, but for the first. */
  private static String nameOf(int length) {
    String rest = String.join(".", Collections.nCopies(3, "b".repeat(63)));
    return "a".repeat(length - rest.length() - 1) + "." + rest;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32})
  void anEdgeHasUpTo32Names(int count) {
    assertThat(names(count).hosts()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33})
  void moreNamesOrNoneAreRefused(int count) {
    assertThatThrownBy(() -> names(count)).hasMessage("an edge has from 1 to 32 names");
  }

  @Test
  void theSameNameCountsOnce() {
    assertThat(new EdgeNames(Collections.nCopies(33, "edge")).hosts()).containsExactly("edge");
  }

  @ParameterizedTest
  @ValueSource(ints = {252, 253})
  void aNameHasUpTo253Characters(int length) {
    assertThat(new EdgeNames(List.of(nameOf(length))).hosts()).containsExactly(nameOf(length));
  }

  @Test
  void aLongerNameIsRefused() {
    assertThatThrownBy(() -> new EdgeNames(List.of(nameOf(254)))).hasMessageEndingWith(NO_NAME);
    for (String bad : List.of("a".repeat(64) + ".example", "\u00fc".repeat(1_371))) {
      assertThatThrownBy(() -> new EdgeNames(List.of(bad))).hasMessageEndingWith(NO_NAME);
    }
  }

  @Test
  void whatIsNoNameIsShownShortAndPlain() {
    assertThatThrownBy(() -> new EdgeNames(List.of("*".repeat(60))))
        .hasMessage("'" + "*".repeat(60) + "' " + NO_NAME);
    assertThatThrownBy(() -> new EdgeNames(List.of("*".repeat(61))))
        .hasMessage("'" + "*".repeat(60) + "…' " + NO_NAME);
    assertThatThrownBy(() -> new EdgeNames(List.of("a\u001b[2J/")))
        .hasMessage("'a?[2J/' " + NO_NAME);
  }

  @Test
  void bracketsBelongAroundAnAddress() {
    assertThat(new EdgeNames(List.of("[::1]", "192.0.2.1")).hosts())
        .containsExactly("::1", "192.0.2.1");
    for (String bad : List.of("[::1", "::1]", "[fe80::1%eth0]", "[]")) {
      assertThatThrownBy(() -> new EdgeNames(List.of(bad))).hasMessageEndingWith(NO_NAME);
    }
  }

  @Test
  void thoseOfACertificateAreRead() throws Exception {
    CertificateBuilder builder =
        new CertificateBuilder().ecp256().subject("CN=edge").setIsCertificateAuthority(true);
    assertThatThrownBy(() -> EdgeNames.of(builder.buildSelfSigned().getCertificate()))
        .hasMessage("an edge has from 1 to 32 names");
    EdgeNames names =
        EdgeNames.of(
            builder
                .addSanDnsName("edge.example.com")
                .addSanIpAddress("192.0.2.1")
                .buildSelfSigned()
                .getCertificate());
    assertThat(names.hosts()).containsExactly("edge.example.com", "192.0.2.1");
    assertThat(names.first()).isEqualTo("edge.example.com");
  }
}
