package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
  @Test
  void charactersSplitOverPiecesArriveWhole() {
    FedScreen fed = new FedScreen(20, 5);
    for (byte b : "ä漢😀!".getBytes(StandardCharsets.UTF_8)) {
      fed.feed(new byte[] {b});
    }

    assertThat(fed.text()).isEqualTo("ä漢😀!");
  }

  @Test
  void whatIsNoTextIsReplacedAndNothingElseIsLost() {
    FedScreen fed = new FedScreen(20, 5);

    fed.feed(
        new byte[] {
          'a', (byte) 0xff, 'b', (byte) 0xc3, 'c', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'd'
        });

    assertThat(fed.text().replace("\ufffd", "")).isEqualTo("abcd");
    assertThat(fed.text()).contains("\ufffd");
  }

  @Test
  void linesKeepTheirNumbersWhileTheTextScrolls() {
    FedScreen fed = new FedScreen(20, 4, 10).feed("one\r\ntwo\r\nthree");
    long two = fed.view().screenTop() + 1;

    fed.feed("\r\n".repeat(8), "last");

    assertThat(fed.view(two).lines().getFirst().toString()).isEqualTo("two");
    assertThat(fed.view().top()).isEqualTo(fed.view().screenTop());
    assertThat(fed.screen.text(new TextRange(two, 0, two + 1, 20))).isEqualTo("two\nthree");
  }

  @Test
  void aNarrowerScreenWrapsTheTextAndAWiderOneUnwrapsIt() {
    FedScreen fed = new FedScreen(20, 6).feed("0123456789abcdef\r\nshort\r\n$ ");

    fed.screen.resize(10, 6);
    assertThat(fed.text()).isEqualTo("0123456789\nabcdef\nshort\n$");
    assertThat(fed.cursor()).isEqualTo("4,3");

    fed.screen.resize(20, 6);
    assertThat(fed.text()).isEqualTo("0123456789abcdef\nshort\n$");
    assertThat(fed.cursor()).isEqualTo("3,3");
  }

  @Test
  void scrollbackIsWrappedAnewTooAndKeepsWideCharactersWhole() {
    FedScreen fed = new FedScreen(20, 3).feed("漢字漢字漢字漢字漢字\r\nb\r\nc\r\nd\r\ne");

    fed.screen.resize(9, 3);

    assertThat(fed.all()).isEqualTo("漢字漢字漢字漢字漢字\nb\nc\nd\ne");
    assertThat(fed.view(0).lines().getFirst().toString()).isEqualTo("漢字漢字");
  }

  @Test
  void aLowerScreenMovesTheTopAwayAndAHigherOneBringsItBack() {
    FedScreen fed = new FedScreen(20, 6).feed("a\r\nb\r\nc\r\nd\r\ne");

    fed.screen.resize(20, 3);
    assertThat(fed.text()).isEqualTo("c\nd\ne");
    assertThat(fed.cursor()).isEqualTo("3,2");
    assertThat(fed.all()).isEqualTo("a\nb\nc\nd\ne");

    fed.screen.resize(20, 6);
    assertThat(fed.text()).isEqualTo("a\nb\nc\nd\ne");
    assertThat(fed.cursor()).isEqualTo("5,2");
  }

  @Test
  void blankRowsBelowTheCursorGoFirst() {
    FedScreen fed = new FedScreen(20, 10).feed("a\r\nb");

    fed.screen.resize(20, 4);

    assertThat(fed.text()).isEqualTo("a\nb");
    assertThat(fed.view().screenTop()).isEqualTo(fed.view().firstLine());
  }

  @Test
  void aScreenMayBeAsNarrowAsOneWideCharacterAndLosesNothing() {
    FedScreen fed = new FedScreen(10, 5).feed("ABCDEFGHI");

    fed.screen.resize(6, 5);
    assertThat(fed.text()).isEqualTo("ABCDEF\nGHI");
    assertThat(fed.cursor()).isEqualTo("2,4");

    fed.feed("漢");
    fed.screen.resize(1, 5);
    assertThat(fed.text()).isEqualTo("CD\nEF\nGH\nI\n漢");
    fed.feed("字x");

    fed.screen.resize(20, 5);
    assertThat(fed.text()).isEqualTo("ABCDEFGHI漢字x");
  }

  @Test
  void theScreenBehindAFullScreenProgramIsResizedToo() {
    FedScreen fed =
        new FedScreen(20, 6).feed("0123456789abcdef\r\n$ ", CSI + "?1049h", CSI + "H", "full");

    fed.screen.resize(10, 6);
    assertThat(fed.text()).isEqualTo("full");

    fed.feed(CSI + "?1049l", "x");
    assertThat(fed.text()).isEqualTo("0123456789\nabcdef\n$ x");
  }

  @Test
  void aNewShellStartsBelowTheTextWithEverythingSwitchedOff() {
    FedScreen fed = new FedScreen(40, 6).feed("$ vim", CSI + "?1049h", CSI + "?1000;2004h", "full");
    fed.feed(CSI + "31m" + ESC + "(0" + CSI + "2;3r" + OSC + "0;vim");

    fed.screen.beginShell("link lost 14:02:11");
    fed.feed("$ lq");

    assertThat(fed.row(0)).isEqualTo("$ vim");
    assertThat(fed.row(1)).isEqualTo("── link lost 14:02:11 ──");
    assertThat(fed.row(2)).isEqualTo("$ lq");
    assertThat(fed.screen.wantsMouse()).isFalse();
    assertThat(fed.screen.wantsMarkedPaste()).isFalse();
    assertThat(fed.view().lines().get(2).style(0).getForeground()).isNull();
    fed.screen.resize(30, 6);
    assertThat(fed.text()).isEqualTo("$ vim\n── link lost 14:02:11 ──\n$ lq");
  }

  @Test
  void wordsAddressesAndBlanksAreTakenWhole() {
    FedScreen fed = new FedScreen(60, 4).feed("see /var/log/syslog: (https://a.example/b?c=d), ok");
    long line = fed.view().screenTop();

    assertThat(fed.screen.text(fed.screen.wordAt(line, 6))).isEqualTo("/var/log/syslog:");
    assertThat(fed.screen.text(fed.screen.wordAt(line, 30))).isEqualTo("https://a.example/b?c=d");
    assertThat(fed.screen.text(fed.screen.wordAt(line, 21))).isEqualTo("(");
  }

  @Test
  void wordsGoOnOverTheEdge() {
    FedScreen fed = new FedScreen(10, 4).feed("say abcdefghijklmnop done");
    long line = fed.view().screenTop();

    assertThat(fed.screen.text(fed.screen.wordAt(line + 1, 3))).isEqualTo("abcdefghijklmnop");
  }

  @Test
  void linksThatAreWrittenOutAreFoundUnderTheMouse() {
    FedScreen fed = new FedScreen(20, 4).feed("go to https://example.org/a/long/path now");
    long line = fed.view().screenTop();

    TextLink link = requireNonNull(fed.screen.linkAt(line + 1, 2));

    assertThat(link.address()).hasToString("https://example.org/a/long/path");
    assertThat(link.isPlain()).isTrue();
    assertThat(fed.screen.linkAt(line, 0)).isNull();
  }

  @Test
  void linksThatProgramsDeclareShowTheirRealAddress() {
    FedScreen fed = new FedScreen(40, 4);
    fed.feed(
        OSC + "8;;https://evil.example/" + ESC + "\\", CSI + "1mhttps://bank.example", CSI + "m!");
    fed.feed(OSC + "8;;" + ESC + "\\", " rest");
    long line = fed.view().screenTop();

    TextLink link = requireNonNull(fed.screen.linkAt(line, 3));

    assertThat(link.address()).hasToString("https://evil.example/");
    assertThat(link.label()).startsWith("https://bank.example");
    assertThat(link.isPlain()).isFalse();
    assertThat(fed.screen.linkAt(line, 25)).isNull();
  }

  @Test
  void linksToAnythingButTheWebAreNone() {
    FedScreen fed = new FedScreen(80, 4);
    fed.feed(OSC + "8;;file:///etc/passwd\u0007one" + OSC + "8;;\u0007 ");
    fed.feed(OSC + "8;;javascript:alert(1)\u0007two" + OSC + "8;;\u0007 ");
    fed.feed(OSC + "8;;https://a.example/" + "x".repeat(3_000) + "\u0007three" + OSC + "8;;\u0007");
    fed.feed(" file:///etc/passwd ssh://host vnc://host");
    long line = fed.view().screenTop();

    for (int column = 0; column < 60; column++) {
      assertThat(fed.screen.linkAt(line, column)).isNull();
    }
  }
}
