package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class LogNameTest {
  private static final Path HOME = Path.of("/home/op");
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-09T07:05:02Z");

  private static String name(String pattern, String device) {
    return HOME.relativize(LogName.of(pattern, device, HOME, NOW)).toString().replace('\\', '/');
  }

  @Test
  void placesAreFilledInOnce() {
    assertThat(name("~/logs/%device %date %time.log", "pump-7"))
        .isEqualTo("logs/pump-7 2026-03-09 07-05-02.log");
    assertThat(name("logs/%device.log", "%date%time")).isEqualTo("logs/_date_time.log");
    assertThat(name("100%.log", "pump-7")).isEqualTo("100%.log");
  }

  @Test
  void aDevicesNameLeadsToNoOtherFolder() {
    assertThat(name("l/%device", "../../etc/passwd")).isEqualTo("l/__.._etc_passwd");
    assertThat(name("l/%device", "..")).isEqualTo("l/_");
    assertThat(name("l/%device", " \n ")).isEqualTo("l/_");
    assertThat(name("l/%device", "NUL")).isEqualTo("l/_NUL");
    assertThat(name("l/%device", "a\\b:c\0d$1")).isEqualTo("l/a_b_c_d_1");
    assertThat(name("l/%device", "😀".repeat(200) + "x").length()).isLessThan(400);
  }
}
