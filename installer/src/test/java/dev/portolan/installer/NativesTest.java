package dev.portolan.installer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativesTest {
  private static final Target LINUX = Target.of("Linux", "amd64");
  private static final Target MAC = Target.of("Mac OS X", "aarch64");

  @Test
  void nativesOfTheOwnSystemHaveAPlace() {
    Natives linux = new Natives(LINUX);
    assertThat(linux.place("libglass.so")).contains("libglass.so");
    assertThat(linux.place("com/sun/jna/linux-x86-64/libjnidispatch.so"))
        .contains("libjnidispatch.so");
    assertThat(linux.place("resources/com/pty4j/native/linux/x86-64/libpty.so"))
        .contains("pty/linux/x86-64/libpty.so");
    assertThat(linux.place("META-INF/native/libnetty_tcnative_linux_x86_64.so"))
        .contains("libnetty_tcnative_linux_x86_64.so");
    assertThat(linux.place("META-INF/native/libnetty_transport_native_epoll_x86_64.so"))
        .contains("libnetty_transport_native_epoll_x86_64.so");
  }

  @Test
  void nativesOfOtherSystemsHaveNone() {
    Natives linux = new Natives(LINUX);
    assertThat(linux.place("com/sun/jna/linux-x86/libjnidispatch.so")).isEmpty();
    assertThat(linux.place("resources/com/pty4j/native/linux/aarch64/libpty.so")).isEmpty();
    assertThat(linux.place("META-INF/native/libnetty_tcnative_linux_aarch_64.so")).isEmpty();
    assertThat(linux.place("META-INF/native/libnetty_transport_native_epoll_aarch_64.so"))
        .isEmpty();
    assertThat(new Natives(MAC).place("META-INF/native/libnetty_transport_native_epoll_x86_64.so"))
        .isEmpty();
    assertThat(linux.place("dev/portolan/app/Launcher.class")).isEmpty();
  }

  @Test
  void whatCallsWindowsStaysOnWindowsOnly() {
    String entry = "com/sun/jna/platform/win32/Kernel32.class";
    assertThat(new Natives(LINUX).isLeftOut(entry)).isTrue();
    assertThat(new Natives(Target.of("Windows 11", "amd64")).isLeftOut(entry)).isFalse();
    assertThat(new Natives(LINUX).isLeftOut("com/sun/jna/Native.class")).isFalse();
  }

  @Test
  void macLibrariesGetTheEndingThatJavaLooksFor() {
    assertThat(new Natives(MAC).place("META-INF/native/libnetty_tcnative_osx_aarch_64.jnilib"))
        .contains("libnetty_tcnative_osx_aarch_64.dylib");
  }
}
