package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardTextTest {
  private static final Forward WEB = new Forward("", 8080, "localhost", 80, Protocol.TCP);
  private static final Forward DNS = new Forward("", 5353, "localhost", 53, Protocol.UDP);

  @Test
  void oneTunnelIsRead() {
    assertThat(ForwardText.parse(" 8080:localhost:80 ")).containsExactly(WEB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8080:localhost:80,5353:localhost:53/udp",
        "8080:localhost:80 , 5353:localhost:53/udp",
        "-L 8080:localhost:80 -L 5353:localhost:53/udp",
        "-L8080:localhost:80\n-L5353:localhost:53/udp"
      })
  void severalAreRead(String text) {
    assertThat(ForwardText.parse(text)).containsExactly(WEB, DNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh -L 8080:localhost:80 -L 5353:localhost:53/udp me@gate.example.com",
        "ssh -N -p 2222 -i ~/.ssh/key -L8080:localhost:80 me@gate -L 5353:localhost:53/udp",
        "/usr/bin/ssh -fNL 8080:localhost:80 -vL5353:localhost:53/udp gate ls -L /tmp -L 1:a:1",
        "ssh \\\n  -L '8080:localhost:80' \\\n  -L \"5353:localhost:53/udp\" gate",
        "C:\\\\putty\\\\PLINK.EXE -ssh -P 22 -L 8080:localhost:80 -L 5353:localhost:53/udp gate",
        "autossh -M 0 -o 'LocalForward 8080 localhost:80' -oLocalForward=\"5353 localhost:53/udp\" x",
        "ssh -L 8080:localhost:80 gate\n# the second one\n5353:localhost:53/udp",
        "LocalForward 8080 localhost:80\nlocalforward=5353 localhost:53/udp",
        """
        Host gate
          HostName 10.0.0.7
          User me # not you
          LocalForward 8080 localhost:80
          RemoteForward 9000 localhost:9000
          LocalForward "5353" "localhost:53/udp"
        """
      })
  void sshCommandsAndConfigurationsAreRead(String text) {
    assertThat(ForwardText.parse(text)).containsExactly(WEB, DNS);
  }

  @Test
  void bindAddressesOfConfigurationsAreRead() {
    assertThat(ForwardText.parse("LocalForward [::1]:8080 [fd00::7]:80"))
        .containsExactly(new Forward("::1", 8080, "fd00::7", 80, Protocol.TCP));
    assertThat(ForwardText.parse("LocalForward *:8080 db:80").getFirst().reachableFromNetwork())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ssh -R 80:localhost:8080 gate, -R is something else",
    "ssh -D x gate, is not a port number",
    "ssh gate, no tunnel",
    "ssh gate -L, no tunnel",
    "LocalForward 8080, followed by a local",
    "LocalForward 8080 a:80 b:80, followed by a local",
    "ssh -L 8080:/run/app.sock gate, ''",
    "LocalForward 8080 /run/app.sock, ''",
    "ssh -L 99999:a:80 gate, ''"
  })
  void whatIsNoTunnelIsRefusedInWords(String text, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardText.parse(text))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words).isNotBlank());
  }

  @Test
  void moreThanAHundredAreRefused() {
    assertThat(ForwardText.parse("8080:localhost:80 ".repeat(100))).hasSize(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardText.parse("8080:localhost:80 ".repeat(101)))
        .withMessageContaining("more than 100 tunnels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardText.parse("1-60:a:1-60 101-160:a:1-60"))
        .withMessageContaining("more than 100 tunnels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8080:localhost:80 127.0.0.1:1080/socks",
        "-L 8080:localhost:80 -D 127.0.0.1:1080",
        "ssh -fND 127.0.0.1:1080 -L 8080:localhost:80 gate",
        "autossh -M 0 -o 'LocalForward 8080 localhost:80' -oDynamicForward=127.0.0.1:1080 x",
        "Host gate\n  DynamicForward 127.0.0.1:1080\n  LocalForward 8080 localhost:80"
      })
  void socksProxiesAreRead(String text) {
    assertThat(ForwardText.parse(text))
        .containsExactlyInAnyOrder(WEB, Forward.socks("127.0.0.1", 1080));
  }

  @Test
  void rangesOfPortsAreRead() {
    assertThat(ForwardText.parse("ssh -L 8000-8001:plc:502-503 gate"))
        .containsExactly(
            new Forward("", 8000, "plc", 502, Protocol.TCP),
            new Forward("", 8001, "plc", 503, Protocol.TCP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardText.parse("8000-8010:a:1-5"))
        .withMessageContaining("not equally many ports");
  }

  @Test
  void everyInterfaceIsKeptAsSuch() {
    Forward open = ForwardText.parse("*:8080:[::1]:80").getFirst();
    assertThat(open).isEqualTo(new Forward("*", 8080, "::1", 80, Protocol.TCP));
    assertThat(open.reachableFromNetwork()).isTrue();
    assertThat(ForwardText.spec(open).toString()).isEqualTo("*:8080:[::1]:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "8080", "8080:localhost", ":8080:localhost:80", "x:y:z", ","})
  void nonsenseIsRefusedInWords(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForwardText.parse(text))
        .satisfies(refusal -> assertThat(refusal.getMessage()).isNotBlank());
  }
}
