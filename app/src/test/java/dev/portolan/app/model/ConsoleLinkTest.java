package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleLinkTest {
  private static final String EDGE = "edge=https%3A%2F%2Fedge.example.com";

  @Test
  void saysWhereTo() {
    ConsoleLink link =
        ConsoleLink.parse(
            "Portolan://OPEN/?device=pump%207%2F%C3%BC&edge=https%3A%2F%2Fedge.example.com%3A8443");
    assertThat(link.device()).isEqualTo("pump 7/ü");
    assertThat(link.edge()).hasToString("https://edge.example.com:8443");
  }

  @ParameterizedTest
  @CsvSource({
    "https://edge.example.com, true",
    "HTTPS://Edge.Example.COM:443/, true",
    "' https://edge.example.com/ ', true",
    "https://edge.example.com:8443, false",
    "https://edge.example.com/a, false",
    "https://edge.example.com.evil.example, false",
    "http://edge.example.com, false",
    "not an address, false",
    "'', false"
  })
  void knowsItsEdgeByTheAddress(String address, boolean same) {
    assertThat(ConsoleLink.parse("portolan://open?" + EDGE + "&device=1").isAt(address))
        .isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portolan:",
        "portolan://open",
        "portolan://open?",
        "portolan://run?" + EDGE + "&device=1",
        "portolan://open/a?" + EDGE + "&device=1",
        "portolan://me@open?" + EDGE + "&device=1",
        "portolan://open:1?" + EDGE + "&device=1",
        "portolan://open?" + EDGE + "&device=1#shell",
        "portolan://open?" + EDGE,
        "portolan://open?device=1",
        "portolan://open?" + EDGE + "&device=",
        "portolan://open?" + EDGE + "&device=%20",
        "portolan://open?" + EDGE + "&device=1&device=2",
        "portolan://open?" + EDGE + "&device=1&command=reboot",
        "portolan://open?" + EDGE + "&device",
        "portolan://open?" + EDGE + "&device=%0a",
        "portolan://open?" + EDGE + "&device=%E2%80%AE1",
        "portolan://open?" + EDGE + "&device=%FF",
        "portolan://open?" + EDGE + "&device=%zz",
        "portolan://open?" + EDGE + "&device=a b",
        "portolan://open?" + EDGE + "&device=\u00fc",
        "portolan://open?edge=http%3A%2F%2Fedge.example.com&device=1",
        "portolan://open?edge=https%3A%2F%2Ftoken%40edge.example.com&device=1",
        "portolan://open?edge=https%3A%2F%2Fedge.example.com%3Fa%3D1&device=1",
        "portolan://open?edge=file%3A%2Fetc%2Fpasswd&device=1",
        "portolan:open?" + EDGE + "&device=1",
        "https://open?" + EDGE + "&device=1"
      })
  void everythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ConsoleLink.parse(text));
  }

  @Test
  void isBounded() {
    String start = "portolan://open?" + EDGE + "&device=";
    assertThat(ConsoleLink.parse(start + "a".repeat(255)).device()).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsoleLink.parse(start + "a".repeat(256)))
        .withMessageContaining("longer than 255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsoleLink.parse(start + "a".repeat(3000)))
        .withMessageContaining("longer than 2048");
  }

  @ParameterizedTest
  @CsvSource({"portolan://x, true", "PORTOLAN:x, true", "portolans:x, false", "lab, false"})
  void isToldFromACommand(String argument, boolean meant) {
    assertThat(ConsoleLink.isMeant(argument)).isEqualTo(meant);
  }
}
