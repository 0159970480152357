package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelRequestTest {
  private static final HostPort TARGET = new HostPort("localhost", 80);

  @Test
  void asksForHalfCloseInASecondLine() {
    Message message = new TcpTunnelRequest(TARGET, true).toMessage();

    assertThat(message.text()).isEqualTo("localhost:80\nhalf-close");
    assertThat(TcpTunnelRequest.parse(message.text()))
        .isEqualTo(new TcpTunnelRequest(TARGET, true));
  }

  @Test
  void isWithoutHalfCloseWhatTheReferenceWrites() {
    assertThat(new TcpTunnelRequest(TARGET, false).toMessage())
        .isEqualTo(Message.tcpTunnel(TARGET));
    assertThat(TcpTunnelRequest.strip(new TcpTunnelRequest(TARGET, true).toMessage()))
        .isEqualTo(Message.tcpTunnel(TARGET));
    assertThat(TcpTunnelRequest.strip(Message.tcpTunnel(TARGET)))
        .isEqualTo(Message.tcpTunnel(TARGET));
  }

  @Test
  void takesAnUnknownOptionForNone() {
    assertThat(TcpTunnelRequest.parse("localhost:80\nfaster").halfClose()).isFalse();
  }

  @Test
  void namesItsClientInALineOfItsOwn() {
    TcpTunnelRequest tcp = new TcpTunnelRequest(TARGET, true, 7);
    assertThat(tcp.toMessage().text()).isEqualTo("localhost:80\nhalf-close\nclient 7");
    assertThat(TcpTunnelRequest.parse("localhost:80\nhalf-close\nclient 7")).isEqualTo(tcp);
    TcpTunnelRequest whole = new TcpTunnelRequest(TARGET, false, 7);
    assertThat(whole.toMessage().text()).isEqualTo("localhost:80\nclient 7");
    assertThat(TcpTunnelRequest.parse("localhost:80\nclient 7")).isEqualTo(whole);
    UdpTunnelRequest udp = new UdpTunnelRequest(5353, TARGET).of(7);
    assertThat(udp.toMessage().text()).isEqualTo("5353:localhost:80\nclient 7");
    assertThat(UdpTunnelRequest.parse("5353:localhost:80\nclient 7")).isEqualTo(udp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "client",
        "client 0",
        "client 01",
        "client -1",
        "client 1234567890",
        "Client 1"
      })
  void takesAnyOtherLineForNoClient(String line) {
    assertThat(TcpTunnelRequest.parse("localhost:80\n" + line).client()).isZero();
    assertThat(UdpTunnelRequest.parse("0:localhost:80\n" + line).client()).isZero();
  }

  @Test
  void takesTheLargestNumber() {
    TcpTunnelRequest request = new TcpTunnelRequest(TARGET, false, ClientNumber.MAX);
    assertThat(TcpTunnelRequest.parse(request.toMessage().text())).isEqualTo(request);
  }

  @Test
  void isGrantedByOneWordOnly() {
    assertThat(HalfCloseOffer.granted(HalfCloseOffer.ok().payload())).isTrue();
    assertThat(HalfCloseOffer.granted(new byte[0])).isFalse();
    assertThat(HalfCloseOffer.granted("other".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(HalfCloseOffer.announced("1")).isTrue();
    assertThat(HalfCloseOffer.announced(null)).isFalse();
    assertThat(HalfCloseOffer.announced("2")).isFalse();
  }

  @Test
  void namesTheSourcePortOfAUdpTunnelFirst() {
    UdpTunnelRequest request = new UdpTunnelRequest(5353, new HostPort("::1", 53));

    assertThat(request.toMessage().text()).isEqualTo("5353:[::1]:53");
    assertThat(UdpTunnelRequest.parse("5353:[::1]:53")).isEqualTo(request);
    assertThat(UdpTunnelRequest.parse("0:localhost:53").suggestedSourcePort()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "53", "localhost:53", ":localhost:53", "70000:h:1", "1:h:0"})
  void refusesAUdpTunnelToNowhere(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> UdpTunnelRequest.parse(text));
  }
}
