package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
