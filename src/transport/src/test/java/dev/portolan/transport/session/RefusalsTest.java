package dev.portolan.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an answer that refuses. {@code EdgeConnectorTest} has the single statuses. */
class RefusalsTest {

  private static EdgeException of(int status, HttpHeaders headers, String body) {
    return Refusals.of("edge.test", status, headers, body);
  }

  private static HttpHeaders headers() {
    return new DefaultHttpHeaders();
  }

  @ParameterizedTest
  @CsvSource({
    "200, UPGRADE_NOT_OFFERED",
    "299, UPGRADE_NOT_OFFERED",
    "300, UPGRADE_REDIRECTED",
    "399, UPGRADE_REDIRECTED",
    "402, UPGRADE_REFUSED",
    "499, UPGRADE_REFUSED",
    "500, EDGE_TROUBLE",
    "599, EDGE_TROUBLE",
  })
  void theRangeOfAStatusSaysWhoIsInTrouble(int status, Problem problem) {
    assertThat(of(status, headers(), "").problem()).isEqualTo(problem);
  }

  @Test
  void withoutAReasonTheSentenceEnds() {
    assertThat(of(404, headers(), ""))
        .hasMessage("The device is not connected to edge.test (404).");
    assertThat(of(404, headers(), "gone"))
        .hasMessage("The device is not connected to edge.test (404): gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://other.test/a?secret | https://other.test",
        "/login | another path",
        "//other.test/a | another path",
        "mailto:a@b | another path",
        "a b | somewhere",
      })
  void aRedirectIsNamedByItsHostAlone(String location, String place) {
    assertThat(of(302, headers().set("Location", location), "body"))
        .hasMessage("edge.test leads to " + place + ", which is not followed (302).");
  }

  @Test
  void aRedirectToNowhereIsNamedToo() {
    assertThat(of(302, headers(), ""))
        .hasMessage("edge.test leads to another path, which is not followed (302).");
  }

  /** A page is known by its type or by its first character. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | a <b>bold</b> word | a <b>bold</b> word",
        "TEXT/HTML; charset=utf-8 | a <b>bold</b> word | a bold word",
        "text/plain | <p>a <b>bold</b> word | a bold word",
        "text/html | <HTML><Title lang=en>No entry</TITLE><p>x | No entry",
        "text/html | no <end | no",
      })
  void ofAPageItsTitleOrItsTextIsTold(String type, String body, String reason) {
    assertThat(of(403, headers().set("Content-Type", type), body).reason()).isEqualTo(reason);
  }

  @Test
  void aPageMayBeginWithBlanks() {
    assertThat(of(403, headers(), "\n  <title>No entry</title>").reason()).isEqualTo("No entry");
  }
}
