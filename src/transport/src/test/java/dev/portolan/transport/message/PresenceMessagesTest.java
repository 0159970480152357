package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client asks and an edge tells about the presence of devices. */
class PresenceMessagesTest {
  private static final int MOST = 256;

  private static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("device-" + i);
    }
    return ids;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aWatchNamesOneDeviceALine() {
    PresenceWatch watch = new PresenceWatch(List.of("a", "b-2"));
    assertThat(watch.toMessage()).isEqualTo(Message.ofText(MessageType.WATCH, "a\nb-2"));
    assertThat(PresenceWatch.parse("a\nb-2")).isEqualTo(watch);
  }

  @Test
  void aWatchIsForOneTo256Devices() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PresenceWatch(List.of()));
    assertThat(new PresenceWatch(ids(1)).ids()).hasSize(1);
    assertThat(PresenceWatch.parse(String.join("\n", ids(MOST))).ids()).hasSize(MOST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresenceWatch(ids(MOST + 1)))
        .withMessage("a watch is for 1 to 256 devices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresenceWatch.parse(String.join("\n", ids(MOST + 1))))
        .withMessage("a watch is for 1 to 256 devices");
  }

  @Test
  void noDeviceIsNamedTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresenceWatch.parse("a\nb\na"))
        .withMessage("a watch names the same device twice");
  }

  @Test
  void anIdHas1To128Characters() {
    assertThat(PresenceWatch.isId("")).isFalse();
    assertThat(PresenceWatch.isId("x")).isTrue();
    assertThat(PresenceWatch.isId("x".repeat(128))).isTrue();
    assertThat(PresenceWatch.isId("x".repeat(129))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresenceWatch(List.of("two words")))
        .withMessage("a watch names something that is no device id");
  }

  @Test
  void theAnswerHasASignForEachDeviceInTheirOrder() {
    List<Presence> told = List.of(Presence.AWAY, Presence.CONNECTED, Presence.UNKNOWN);
    assertThat(PresenceWatch.ok(told)).isEqualTo(Message.ok("-+?"));
    assertThat(new PresenceWatch(ids(3)).answered(bytes("-+?"))).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-+?", "-x", "-+x", "x+"})
  void anAnswerThatDoesNotTellOfEachIsNone(String signs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresenceWatch(ids(2)).answered(bytes(signs)))
        .withMessage("the edge did not tell of each device that was named");
  }

  @ParameterizedTest
  @EnumSource
  void aPresenceIsFoundByItsSign(Presence presence) {
    assertThat(Presence.ofSign(presence.sign())).isSameAs(presence);
    assertThat(Presence.ofSign('x')).isNull();
  }

  @Test
  void newsAreALineForEachDevice() {
    Map<String, Presence> states = new LinkedHashMap<>();
    states.put("b", Presence.AWAY);
    states.put("a", Presence.CONNECTED);
    PresenceNews news = new PresenceNews(states);
    assertThat(news.toMessage()).isEqualTo(Message.ofText(MessageType.PRESENCE, "-b\n+a"));
    assertThat(PresenceNews.parse("-b\n+a").states())
        .containsExactly(entry("b", Presence.AWAY), entry("a", Presence.CONNECTED));
  }

  @Test
  void newsAreOfOneTo256Devices() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PresenceNews(Map.of()));
    assertThat(PresenceNews.parse("+" + String.join("\n+", ids(MOST))).states()).hasSize(MOST);
    Map<String, Presence> many = new LinkedHashMap<>();
    ids(MOST + 1).forEach(id -> many.put(id, Presence.AWAY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresenceNews(many))
        .withMessage("news are of 1 to 256 devices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresenceNews.parse("+" + String.join("\n+", ids(MOST + 1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "a", "xa", "+a\n", "+a\n\n-b", "+two words"})
  void whatHasAnotherFormIsNoNews(String payload) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresenceNews.parse(payload))
        .withMessage("news of a device have another form");
  }

  @Test
  void isAnnouncedByOneValueOnly() {
    assertThat(PresenceOffer.announced("1")).isTrue();
    assertThat(PresenceOffer.announced("2")).isFalse();
    assertThat(PresenceOffer.announced(null)).isFalse();
  }
}
