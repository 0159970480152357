package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.edge.ca.TestLists;
import dev.portolan.transport.tls.Pem;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of an edge that an editor, a copy that broke off, or an enemy may leave. Each is refused in
 * words that name it, at the start and when it comes later; then what was read before stays.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class HostileFilesTest {
  private static final X509Bundle AUTHORITY = made(authority("CN=authority"), null);
  private static final X509Bundle EDGE = made(builder("CN=edge"), AUTHORITY);
  private static final X509Bundle OTHER = made(builder("CN=other"), AUTHORITY);
  private static final String LIST =
      Pem.of(TestLists.of(AUTHORITY, Instant.parse("2030-01-01T00:00:00Z"), EDGE.getCertificate()));

  @TempDir Path folder;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** Which files an edge reads. */
  enum Kind {
    RULES("rules file"),
    DEVICE_RULES("rules file"),
    TOKENS("tokens file"),
    TOKEN("token file"),
    DEVICES("devices file"),
    AUTHORITIES("CA file"),
    REVOKED("revocation list"),
    CERTIFICATE("certificate and key"),
    KEY("certificate and key");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private String good() {
      return switch (this) {
        case RULES -> "allow * * tcp *:80\n";
        case DEVICE_RULES -> "allow tcp *:80\n";
        case TOKENS -> ClientToken.of("alice", "secret").toLine() + "\n";
        case TOKEN -> "secret\n";
        case DEVICES -> "ab".repeat(32) + " gate\n";
        case AUTHORITIES -> pem(AUTHORITY);
        case REVOKED -> LIST;
        case CERTIFICATE -> pem(EDGE);
        case KEY -> Pem.of(EDGE.getKeyPair().getPrivate());
      };
    }

    private WatchedFile<?> open(Path file, FileNews notices) throws IOException {
      return switch (this) {
        case RULES -> RulesFile.open(file, notices).file();
        case DEVICE_RULES -> EdgeFiles.deviceRules(file, notices);
        case TOKENS -> EdgeFiles.tokens(file, notices);
        case TOKEN -> EdgeFiles.token("alice", file, notices);
        case DEVICES -> EdgeFiles.devices(file, notices);
        case AUTHORITIES -> EdgeFiles.authorities(file, notices);
        case REVOKED -> EdgeFiles.revoked(file, notices);
        case CERTIFICATE -> EdgeFiles.identity(file, beside(file, KEY), notices);
        case KEY -> EdgeFiles.identity(beside(file, CERTIFICATE), file, notices);
      };
    }

    private static Path beside(Path file, Kind other) throws IOException {
      return Files.writeString(file.resolveSibling("beside"), other.good());
    }
  }

  private static final Set<Kind> OF_LINES =
      Set.of(Kind.RULES, Kind.DEVICE_RULES, Kind.TOKENS, Kind.DEVICES);
  private static final Set<Kind> OF_BLOCKS = Set.of(Kind.AUTHORITIES, Kind.CERTIFICATE, Kind.KEY);

  /** What becomes of the file. */
  @FunctionalInterface
  interface Step {
    void happens(Path file) throws Exception;
  }

  static Stream<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      files.add(of(kind, "a folder", HostileFilesTest::makeFolder, "is no file"));
      files.add(of(kind, "a pipe", HostileFilesTest::makePipe, "is no file"));
      files.add(of(kind, "a device", file -> link(file, Path.of("/dev/zero")), "is no file"));
      files.add(of(kind, "a link to itself", file -> link(file, file), "symbolic link"));
      files.add(
          of(
              kind,
              "links that lead to each other",
              file -> {
                Path back = file.resolveSibling("back");
                Files.createSymbolicLink(back, file);
                link(file, back);
              },
              "symbolic link"));
      files.add(
          of(
              kind,
              "too large",
              file -> Files.writeString(file, " ".repeat(4 << 20) + "\n"),
              "larger than 4 MiB"));
    }
    for (Kind kind : OF_LINES) {
      String utf8 = "it is not UTF-8 text";
      String unseen = "line 1: it has a character that cannot be seen";
      String half = "it has no line end, and may be half written";
      String good = kind.good();
      files.add(written(kind, "in UTF-16", "\uFEFF" + good, UTF_16LE, utf8));
      files.add(written(kind, "in UTF-16 of the other order", "\uFEFF" + good, UTF_16BE, utf8));
      files.add(written(kind, "in UTF-16 without a mark", good, UTF_16LE, unseen));
      files.add(written(kind, "in Latin-1", "# gr\u00f6\u00dfe\n" + good, ISO_8859_1, utf8));
      files.add(bytes(kind, "of half a letter", append(good, 0xc3), utf8));
      files.add(bytes(kind, "of an overlong letter", append(good, 0xc0, 0xaf, '\n'), utf8));
      files.add(bytes(kind, "of half a pair", append(good, 0xed, 0xa0, 0x80, '\n'), utf8));
      files.add(written(kind, "half written", good.strip(), UTF_8, "line 1: " + half));
      files.add(written(kind, "cut in line 2", good + "al", UTF_8, "line 2: " + half));
      files.add(
          written(
              kind,
              "of a long line",
              "#".repeat(5_000) + "\n",
              UTF_8,
              "line 1: it is longer than"));
      for (String hidden :
          List.of(
              "\0",
              "\u001b",
              "\u007f",
              "\u0085",
              "\u00ad",
              "\u200b",
              "\u2028",
              "\u2029",
              "\u202e",
              "\u2066",
              "\ufeff",
              "\udb40\udc41")) {
        String name = "with U+%04X".formatted(hidden.codePointAt(0));
        files.add(written(kind, name, "# " + hidden + "\n" + good, UTF_8, unseen));
      }
      files.add(written(kind, "with two marks", "\ufeff\ufeff" + good, UTF_8, unseen));
    }
    for (String token : List.of("two\nlines\n", "n\0l\n", "t\u00f6ken\n")) {
      files.add(written(Kind.TOKEN, "a token '" + token + "'", token, UTF_8, "token"));
    }
    files.add(written(Kind.TOKEN, "in UTF-16", "\uFEFFsecret\n", UTF_16LE, "not UTF-8"));
    files.addAll(certificates());
    return files.stream();
  }

  private static List<Arguments> certificates() {
    List<Arguments> files = new ArrayList<>();
    String half = "a block in it has no end, and may be half written";
    for (Kind kind : OF_BLOCKS) {
      String none = kind == Kind.KEY ? "there is no private key in it" : "no certificate in it";
      String damaged = kind == Kind.KEY ? "its key is damaged" : "a certificate in it is damaged";
      String label = kind == Kind.KEY ? "PRIVATE KEY" : "CERTIFICATE";
      String good = kind.good();
      files.add(written(kind, "of other words", "no such thing\n", UTF_8, none));
      files.add(written(kind, "in UTF-16", good, UTF_16LE, none));
      files.add(written(kind, "without its dashes", good.replace("-", ""), UTF_8, none));
      files.add(written(kind, "half written", half(good), UTF_8, half));
      files.add(written(kind, "whole and half", good + half(good), UTF_8, half));
      files.add(written(kind, "half and whole", half(good) + good, UTF_8, half));
      files.add(written(kind, "begun", "-----BEGIN " + label + "-----\n", UTF_8, half));
      files.add(
          written(kind, "begun over and over", "-----BEGIN A-----\n".repeat(99_999), UTF_8, half));
      files.add(written(kind, "of no label", "-----BEGIN \n" + good, UTF_8, "what it is"));
      files.add(written(kind, "of another end", good.replace("END ", "END X "), UTF_8, half));
      files.add(written(kind, "empty", block(label, ""), UTF_8, damaged));
      files.add(written(kind, "of zeros", block(label, "A".repeat(400)), UTF_8, damaged));
      files.add(written(kind, "of no Base64", block(label, "A"), UTF_8, "not Base64"));
      files.add(written(kind, "cut inside", block(label, inside(good, 2)), UTF_8, damaged));
      files.add(written(kind, "of another kind", LIST, UTF_8, none));
    }
    String list = "there is no revocation list in it";
    files.add(written(Kind.REVOKED, "empty", "", UTF_8, list));
    files.add(written(Kind.REVOKED, "of other words", "nobody\n", UTF_8, list));
    files.add(written(Kind.REVOKED, "in UTF-16", LIST, UTF_16LE, list));
    files.add(written(Kind.REVOKED, "half written", half(LIST), UTF_8, half));
    files.add(written(Kind.REVOKED, "whole and half", LIST + half(LIST), UTF_8, half));
    files.add(written(Kind.REVOKED, "of zeros", block("X509 CRL", "A".repeat(400)), UTF_8, list));
    files.add(written(Kind.REVOKED, "of a certificate", pem(EDGE), UTF_8, list));
    String noAuthority = "is not one of an authority";
    files.add(written(Kind.AUTHORITIES, "of a device", pem(EDGE), UTF_8, noAuthority));
    files.add(
        written(
            Kind.AUTHORITIES, "of a device, too", pem(AUTHORITY) + pem(EDGE), UTF_8, "2 in it"));
    files.add(
        written(
            Kind.AUTHORITIES,
            "of an authority that may not sign",
            pem(made(authority("CN=x").setKeyUsage(true, KeyUsage.digitalSignature), null)),
            UTF_8,
            noAuthority));
    files.add(
        written(Kind.CERTIFICATE, "of another key", pem(OTHER), UTF_8, "not the certificate"));
    files.add(
        written(
            Kind.CERTIFICATE,
            "in the wrong order",
            pem(AUTHORITY) + pem(EDGE),
            UTF_8,
            "the key is not the certificate's"));
    files.add(weak(Kind.CERTIFICATE, "RSA", 1_024, "its key is RSA with 1024 bits"));
    files.add(weak(Kind.CERTIFICATE, "DSA", 2_048, "its key is DSA"));
    files.add(weak(Kind.CERTIFICATE, "Ed448", 0, "its key is Ed448"));
    files.add(
        written(
            Kind.KEY,
            "of another certificate",
            Pem.of(OTHER.getKeyPair().getPrivate()),
            UTF_8,
            "the key is not the certificate's"));
    files.add(
        written(
            Kind.KEY,
            "encrypted",
            block("ENCRYPTED PRIVATE KEY", "A".repeat(400)),
            UTF_8,
            "its key is encrypted"));
    return files;
  }

  private static Arguments of(Kind kind, String how, Step step, String reason) {
    return Arguments.of(kind, how, step, reason);
  }

  private static Arguments bytes(Kind kind, String how, byte[] content, String reason) {
    return of(kind, how, file -> Files.write(file, content), reason);
  }

  private static Arguments written(
      Kind kind, String how, String text, Charset charset, String reason) {
    return bytes(kind, how, text.getBytes(charset), reason);
  }

  private static Arguments weak(Kind kind, String algorithm, int bits, String reason) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        keys.initialize(bits);
      }
      X509Bundle weak =
          made(builder("CN=weak").publicKey(keys.generateKeyPair().getPublic()), AUTHORITY);
      return written(kind, "of a weak key: " + algorithm, pem(weak), UTF_8, reason);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("files")
  void isRefusedAtTheStart(Kind kind, String how, Step step, String reason) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), kind.good());
    step.happens(file);

    assertThatThrownBy(() -> kind.open(file, told::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(kind.words + " ")
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .satisfies(e -> assertSaysNothingElse(String.valueOf(e.getMessage())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("files")
  void changesNothingLater(Kind kind, String how, Step step, String reason) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), kind.good());
    try (WatchedFile<?> watched = kind.open(file, told::add)) {
      Object before = watched.get();
      step.happens(file);
      watched.readAgain();

      assertThat(watched.get()).isSameAs(before);
      assertThat(told.remove())
          .startsWith(kind.words + " ")
          .contains(" is not used, what it said before stays in force: ", reason)
          .satisfies(sentence -> assertSaysNothingElse(sentence));
    }
  }

  // Plain words, and nothing of the content.
  private static void assertSaysNothingElse(String sentence) {
    assertThat(sentence).doesNotContain("Exception", "java.", "null", "secret", "MII", "BEGIN");
    assertThat(sentence.chars()).noneMatch(Character::isISOControl);
  }

  private static byte[] append(String good, int... more) {
    byte[] all = Arrays.copyOf(good.getBytes(UTF_8), good.length() + more.length);
    for (int i = 0; i < more.length; i++) {
      all[good.length() + i] = (byte) more[i];
    }
    return all;
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }

  // A part of what is between begin and end.
  private static String inside(String pem, int divisor) {
    String inside = String.join("", pem.lines().filter(line -> !line.startsWith("-")).toList());
    return inside.substring(0, inside.length() / divisor / 4 * 4);
  }

  private static String block(String label, String content) {
    return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
  }

  private static String pem(X509Bundle bundle) {
    return Pem.of(bundle.getCertificate());
  }

  private static CertificateBuilder builder(String name) {
    return new CertificateBuilder().ecp256().subject(name);
  }

  private static CertificateBuilder authority(String name) {
    return builder(name).setIsCertificateAuthority(true);
  }

  private static X509Bundle made(CertificateBuilder builder, @Nullable X509Bundle issuer) {
    try {
      return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void link(Path file, Path target) throws IOException {
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, target);
  }

  private static void makeFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private static void makePipe(Path file) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")) || Files.exists(Path.of("/bin/mkfifo")));
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }
}
