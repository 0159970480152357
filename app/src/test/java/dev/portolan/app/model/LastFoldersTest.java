package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.LastFolders.OfDevice;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LastFoldersTest {
  @Test
  void whatIsShownAndDroppedIsKeptApart() {
    LastFolders last =
        LastFolders.NONE
            .with(LastFolders.NONE.of("d").withShown("/here", "/there"))
            .withChosen("/got");
    last = last.with(last.of("d").withDropped("/tmp"));
    last = last.with(last.of("d").withShown("", "/srv"));
    assertThat(last.devices()).containsExactly(new OfDevice("d", "/here", "/srv", "/tmp"));
    assertThat(last.chosen()).isEqualTo("/got");
    assertThat(last.of("other")).isEqualTo(new OfDevice("other", "", "", ""));
    assertThat(last.only(Set.of("other")).devices()).isEmpty();
  }

  @Test
  void theOnesOfLongAgoAndTooLongPathsAreForgotten() {
    LastFolders last = LastFolders.NONE;
    for (int i = 0; i < 300; i++) {
      last = last.with(new OfDevice("d" + i, "/here", "", ""));
    }
    last = last.with(last.of("d150").withDropped("/tmp")); // Used once more.
    for (int i = 300; i < 350; i++) {
      last = last.with(new OfDevice("d" + i, "/here", "", ""));
    }
    assertThat(last.devices()).hasSize(200);
    assertThat(last.devices().getLast().deviceId()).isEqualTo("d349");
    assertThat(last.of("d150").dropped()).isEqualTo("/tmp");
    assertThat(last.of("d151").here()).isEqualTo("/here");
    assertThat(last.of("d150").withDropped("x".repeat(5_000)).dropped()).isEmpty();
  }
}
