package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TrustChoice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceFilterTest {
  private final EdgeItem plant =
      new EdgeItem(
          "e",
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant A", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump =
      new DeviceItem(
          "d",
          plant,
          new DeviceSettings(
              "Pump-7",
              "0a1b",
              List.of("Hall 3", "Line 2"),
              false,
              List.of("water", "north side"),
              "ask first"));

  @ParameterizedTest
  @CsvSource({
    "pump, true",
    "PUMP plant, true",
    "0a1b, true",
    "line, true",
    "hall line, true",
    "ask, true",
    "side, true",
    "gate, false",
    "pump gate, false",
    "#water, true",
    "#WATER, true",
    "#water #north_side, true",
    "#wat, false",
    "#water #gate, false",
    "pump #water, true",
    "gate #water, false",
    "#, false",
    "is:, false",
    "is:green, false"
  })
  void wordsAndTagsMustAllMatch(String text, boolean matches) {
    assertThat(DeviceFilter.of(text).matches(pump)).isEqualTo(matches);
  }

  @Test
  void anEmptyFilterMatchesAll() {
    assertThat(DeviceFilter.of("  ").isEmpty()).isTrue();
    assertThat(DeviceFilter.of("  ").matches(pump)).isTrue();
  }

  @Test
  void ofStatesOneMustMatch() {
    pump.setPresence(DevicePresence.ONLINE);
    assertThat(DeviceFilter.of("is:online").matches(pump)).isTrue();
    assertThat(DeviceFilter.of("IS:Offline").matches(pump)).isFalse();
    assertThat(DeviceFilter.of("is:offline is:online").matches(pump)).isTrue();
    assertThat(DeviceFilter.of("is:online gate").matches(pump)).isFalse();
  }

  @Test
  void aDeviceIsInTheStatesThatItIsIn() {
    assertThat(states()).isEmpty();
    pump.setPresence(new DevicePresence.Offline(Instant.EPOCH));
    assertThat(states()).containsExactly(DeviceFilter.State.OFFLINE);
    pump.setOpenShells(1);
    pump.setSettings(pump.settings().withFavourite(true));
    assertThat(states())
        .containsExactly(
            DeviceFilter.State.OFFLINE, DeviceFilter.State.OPEN, DeviceFilter.State.FAVOURITE);
  }

  @ParameterizedTest
  @EnumSource(LinkPhase.class)
  void aConnectionKnowsMoreThanAPresence(LinkPhase phase) {
    pump.setPresence(DevicePresence.ONLINE);
    pump.setStatus(new LinkStatus(phase, "", "", 0, null));
    List<DeviceFilter.State> expected =
        switch (phase) {
          case IDLE, CONNECTING, UP -> List.of(DeviceFilter.State.ONLINE);
          case DEVICE_AWAY -> List.of(DeviceFilter.State.OFFLINE, DeviceFilter.State.TROUBLED);
          case STALE, RETRYING, NEEDS_LOGIN, FAILED ->
              List.of(DeviceFilter.State.ONLINE, DeviceFilter.State.TROUBLED);
        };
    assertThat(states()).isEqualTo(expected);
  }

  @Test
  void partsAreAddedAndTakenOut() {
    String text = DeviceFilter.toggled("pump", "is:online");
    assertThat(text).isEqualTo("pump is:online ");
    text = DeviceFilter.toggled(text, DeviceFilter.tag("north side"));
    assertThat(text).isEqualTo("pump is:online #north_side ");
    assertThat(DeviceFilter.isIn(text, "#North_side")).isTrue();
    assertThat(DeviceFilter.toggled(text, "IS:ONLINE")).isEqualTo("pump #north_side");
  }

  private List<DeviceFilter.State> states() {
    return List.of(DeviceFilter.State.values()).stream().filter(state -> state.is(pump)).toList();
  }
}
