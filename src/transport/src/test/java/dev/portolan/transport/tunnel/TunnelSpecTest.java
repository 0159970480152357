package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelSpecTest {
  @ParameterizedTest
  @CsvSource({
    "8080:localhost:80, '', 8080, localhost, 80, TCP",
    "0:localhost:80, '', 0, localhost, 80, TCP",
    "127.0.0.1:8080:plc:502, 127.0.0.1, 8080, plc, 502, TCP",
    "*:8080:localhost:80, *, 8080, localhost, 80, TCP",
    "0.0.0.0:8080:localhost:80, 0.0.0.0, 8080, localhost, 80, TCP",
    "[::]:8080:[fe80::1]:80, ::, 8080, fe80::1, 80, TCP",
    "[::1]:5353:localhost:53/udp, ::1, 5353, localhost, 53, UDP"
  })
  void readsAndWritesTheSameText(
      String text, String bind, int port, String host, int remote, TunnelSpec.Protocol protocol) {
    TunnelSpec spec = TunnelSpec.parse(text);

    assertThat(spec)
        .isEqualTo(new TunnelSpec(bind, port, host, remote, protocol))
        .hasToString(text);
  }

  @Test
  void readsAndWritesSocksProxy() {
    TunnelSpec spec = TunnelSpec.parse("127.0.0.1:1080/socks");

    assertThat(spec)
        .isEqualTo(TunnelSpec.socks("127.0.0.1", 1080))
        .hasToString("127.0.0.1:1080/socks");
    assertThat(TunnelSpec.parse("0/SOCKS")).hasToString("0/socks");
  }

  @Test
  void readsRangesOfPorts() {
    assertThat(TunnelSpec.parseAll("*:8000-8002:[::1]:9000-9002/udp"))
        .extracting(TunnelSpec::toString)
        .containsExactly("*:8000:[::1]:9000/udp", "*:8001:[::1]:9001/udp", "*:8002:[::1]:9002/udp");
    assertThat(TunnelSpec.parseAll("1-100:h:2-101")).hasSize(TunnelSpec.MAX_RANGE);
    assertThat(TunnelSpec.parseAll("80:h:81")).containsExactly(TunnelSpec.parse("80:h:81"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          8000-8010:h:9000-9005 | 8000-8010 and 9000-9005 are not equally many ports: 11 and 6
          8000-8010:h:80 | 8000-8010 and 80 are not equally many ports: 11 and 1
          8010-8000:h:9010-9000 | the range 8010-8000 ends before it begins
          1-101:h:1-101 | the range 1-101 has 101 ports, and at most 100 can be given at once
          65530-65540:h:1-11 | port 65540 is not between 1 and 65535
          0-5:h:1-6 | port 0 is not between 1 and 65535
          1-2-3:h:1-3 | '2-3' is not a port number
          1-:h:1-3 | the port is missing
          1080-1090/socks | '1080-1090' is not a port number
          """)
  void reportsInvalidRange(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunnelSpec.parseAll(text))
        .withMessage(problem);
  }

  @Test
  void takesRangeOnlyWhereSeveralTunnelsAreMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunnelSpec.parse("1-2:h:1-2"))
        .withMessage("'1-2:h:1-2' is more than one tunnel");
  }

  @Test
  void treatsOnlyLocalhostAsLoopback() {
    assertThat(TunnelSpec.parse(" localhost:8080:h:80/TCP "))
        .isEqualTo(TunnelSpec.parse("8080:h:80"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          :8080:host:80 | the bind address is empty; leave it out with its colon, or write * for all interfaces
          8080:host | '8080:host' is not [bind:]port:host:port[/udp]
          a:b:c:d:e | 'a:b:c:d:e' is not [bind:]port:host:port[/udp]
          8080::80 | the host is missing
          :localhost:80 | the port is missing
          08080:host:80 | '08080' is not a port number
          65536:host:80 | port 65536 is not between 1 and 65535
          8080:host:0 | port 0 is not between 1 and 65535
          8080:host:080 | '080' is not a port number
          stdio:host:80 | 'stdio' is not a port number
          8080:host:80/sctp | '8080:host:80/sctp' ends with none of /tcp, /udp and /socks
          myhost:8080:host:80 | the bind address 'myhost' is no IP address
          ::1:8080:host:80 | '::1:8080:host:80' is not [bind:]port:host:port[/udp]
          8080:[host]:80 | brackets are for IPv6 addresses only
          8080:[::1:80 | '8080:[::1:80' is not [bind:]port:host:port[/udp]
          8080:ho]st:80 | a bracket is not where it belongs
          8080:]host:80 | a bracket is not where it belongs
          8080:[::1]x:80 | a bracket is not where it belongs
          """)
  void reportsInvalidSpec(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunnelSpec.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/udp", "::", ":::", "[", "]", "[]:[]:[]", "1:2:3/udp/udp", "1:h\n:2"})
  void rejectsInvalidSpec(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TunnelSpec.parse(text));
  }

  @Test
  void tellsWhetherOtherComputersCanConnect() {
    assertThat(TunnelSpec.parse("1:h:1").isOpenToOthers()).isFalse();
    assertThat(TunnelSpec.parse("127.0.0.2:1:h:1").isOpenToOthers()).isFalse();
    assertThat(TunnelSpec.parse("[::1]:1:h:1").isOpenToOthers()).isFalse();
    assertThat(TunnelSpec.parse("*:1:h:1").isOpenToOthers()).isTrue();
    assertThat(TunnelSpec.parse("0.0.0.0:1:h:1").isOpenToOthers()).isTrue();
    assertThat(TunnelSpec.parse("[::]:1:h:1").isOpenToOthers()).isTrue();
    assertThat(TunnelSpec.parse("192.168.1.2:1:h:1").isOpenToOthers()).isTrue();
  }

  @Test
  void aTextHasAtMost600Characters() {
    String port = "8080:";
    String host = "h".repeat(253);
    assertThat(TunnelSpec.parse(" ".repeat(600) + port + host + ":80").remotePort()).isEqualTo(80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunnelSpec.parse("x".repeat(600)))
        .withMessageContaining("is not [bind:]port:host:port");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunnelSpec.parse("x".repeat(601)))
        .withMessage("the tunnel's text is far too long");
  }

  @Test
  void aLocalPortIsBetween0And65535() {
    assertThat(new TunnelSpec("", 0, "h", 1, TunnelSpec.Protocol.TCP).localPort()).isZero();
    assertThat(new TunnelSpec("", 65_535, "h", 1, TunnelSpec.Protocol.TCP).localPort())
        .isEqualTo(65_535);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunnelSpec("", -1, "h", 1, TunnelSpec.Protocol.TCP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunnelSpec("", 65_536, "h", 1, TunnelSpec.Protocol.TCP));
  }
}
