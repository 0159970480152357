package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeRequestTest {

  private static HttpRequest head(HttpMethod method, String uri) {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri);
    head.headers()
        .set("Connection", "keep-alive, Upgrade")
        .set("Upgrade", "h2c, WebSocket")
        .set("Sec-WebSocket-Protocol", "other, QBEE-v1");
    return head;
  }

  private static HttpRequest head(String uri) {
    return head(HttpMethod.GET, uri);
  }

  @Test
  void theHeadersOfAnUpgradeAreListsInEitherCase() {
    assertThat(UpgradeRequest.of(head("/")).upgrade()).isTrue();
    assertThat(UpgradeRequest.of(head(HttpMethod.POST, "/")).upgrade()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection", "Upgrade", "Sec-WebSocket-Protocol"})
  void withoutOneOfThemItIsNone(String header) {
    HttpRequest none = head("/");
    none.headers().remove(header);
    assertThat(UpgradeRequest.of(none).upgrade()).isFalse();
    HttpRequest other = head("/");
    other.headers().set(header, "upgrade websocket qbee-v1");
    assertThat(UpgradeRequest.of(other).upgrade()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/device/d-1, d-1",
    "/device/d.1_A/, d.1_A",
    "/device/d1?x=/device/d2, d1",
    "/some/path/device/d1, d1",
    "/device/d1/device/d2, d2",
    "/device/d1/more,",
    "/device/,",
    "/device//,",
    "/devices/d1,",
    "device/d1,",
    "/device/d%31,",
    "/?/device/d1,",
    "/#/device/d1,",
    "/,",
  })
  void theDeviceIsTheEndOfThePath(String uri, String device) {
    assertThat(UpgradeRequest.of(head(uri)).deviceId()).isEqualTo(device);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "128, true", "129, false"})
  void anIdHasUpTo128Characters(int length, boolean one) {
    String id = "d".repeat(length);
    assertThat(UpgradeRequest.of(head("/device/" + id)).deviceId()).isEqualTo(one ? id : null);
  }

  @Test
  void whoShowsNothingIsNoClient() {
    HttpRequest head = head("/device/d1");
    assertThat(UpgradeRequest.of(head).authorization()).isNull();
    head.headers().set("Authorization", "");
    assertThat(UpgradeRequest.of(head).authorization()).isNull();
    head.headers().set("Authorization", "t");
    assertThat(UpgradeRequest.of(head).authorization()).isEqualTo("t");
    assertThat(UpgradeRequest.fault(head)).isNull();
    head.headers().add("Authorization", "t");
    assertThat(UpgradeRequest.fault(head)).isEqualTo("there is more than one Authorization header");
  }

  @Test
  void whatAPeerSupportsIsInHeadersOfTheirOwn() {
    HttpRequest head = head("/");
    assertThat(UpgradeRequest.of(head).halfClose()).isFalse();
    assertThat(UpgradeRequest.of(head).presence()).isFalse();
    head.headers().set(HalfCloseOffer.HEADER, HalfCloseOffer.HEADER_VALUE);
    assertThat(UpgradeRequest.of(head).halfClose()).isTrue();
    assertThat(UpgradeRequest.of(head).presence()).isFalse();
    head.headers().set(PresenceOffer.HEADER, PresenceOffer.HEADER_VALUE);
    assertThat(UpgradeRequest.of(head).presence()).isTrue();
  }

  @Test
  void credentialsAreNotShown() {
    HttpRequest head = head("/device/d1");
    assertThat(UpgradeRequest.of(head)).hasToString("device");
    head.headers().set("Authorization", "secret").remove("Upgrade");
    assertThat(UpgradeRequest.of(head)).hasToString("client for d1, no upgrade");
  }
}
