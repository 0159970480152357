package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.edge.ServerIdentity;
import dev.portolan.transport.enrol.InvitationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeFolderTest {
  private static final EdgeNames NAMES = new EdgeNames(List.of("Edge.example.com", "192.0.2.10"));

  @TempDir Path scratch;

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void aNewEdgeIsKnownByItsNames() throws Exception {
    EdgeFolder folder = init("edge");
    X509Certificate edge = folder.identity().chain().getFirst();

    assertThat(edge.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "edge.example.com"), List.of(7, "192.0.2.10"));
    edge.verify(folder.identity().chain().getLast().getPublicKey());
    assertThat(edge.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(825)));
    assertThat(folder.url()).isEqualTo("https://edge.example.com:8443");
    assertThat(Files.readString(folder.tokenFile())).matches("[A-Za-z0-9_-]{32}\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everythingIsForItsOwnerAlone() throws Exception {
    init("edge");
    try (Stream<Path> files = Files.walk(scratch.resolve("edge"))) {
      assertThat(files)
          .hasSize(11)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void anEmptyFolderIsTaken() throws Exception {
    Files.createDirectory(scratch.resolve("edge"));

    init("edge");

    assertThat(open().identity().chain()).hasSize(2);
  }

  /** The folder above that of a service is closed to the service. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEmptyFolderIsFilledInItsPlaceForItsOwner() throws Exception {
    Path edge = Files.createDirectory(scratch.resolve("edge"));
    Object inode = Files.getAttribute(edge, "unix:ino");
    assumeTrue(Files.getOwner(edge).getName().equals("root"), "this user gives nothing away");
    Files.setOwner(
        edge, edge.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

    init("edge").invite("device-1");

    assertThat(Files.getAttribute(edge, "unix:ino")).isEqualTo(inode);
    try (Stream<Path> files = Files.walk(edge)) {
      assertThat(files)
          .hasSize(12)
          .allSatisfy(file -> assertThat(Files.getOwner(file).getName()).isEqualTo("nobody"));
    }
  }

  @Test
  void anEmptyFolderThatCannotBeFilledIsEmptyAgain() throws Exception {
    Path edge = Files.createDirectory(scratch.resolve("edge"));

    assertThatThrownBy(
            () ->
                PrivateFiles.makeFolder(
                    edge,
                    folder -> {
                      PrivateFiles.makeSubfolder(folder.resolve("devices"));
                      PrivateFiles.write(folder.resolve("devices/one"), "1");
                      throw new IOException("no space left on device");
                    }))
        .hasMessage("no space left on device");
    assertThat(edge).isEmptyDirectory();
  }

  @Test
  void aFolderWithSomethingInItIsLeftAlone() throws Exception {
    init("edge");
    byte[] before = Files.readAllBytes(scratch.resolve("edge/ca.key"));

    assertThatThrownBy(() -> init("edge"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("edge is not empty");
    assertThat(Files.readAllBytes(scratch.resolve("edge/ca.key"))).isEqualTo(before);
    nothingElseIsLeft();
  }

  @Test
  void aFolderThatAnotherProcessFilledMeanwhileIsLeftAlone() throws Exception {
    Path edge = scratch.resolve("edge");

    assertThatThrownBy(
            () ->
                PrivateFiles.makeFolder(
                    edge,
                    fresh -> {
                      PrivateFiles.write(fresh.resolve("file"), "late");
                      Files.createDirectory(edge);
                      Files.writeString(edge.resolve("file"), "mine");
                    }))
        .hasMessage(edge + " is there already");
    assertThat(edge.resolve("file")).hasContent("mine");
    nothingElseIsLeft();
  }

  @Test
  void aFileInItsPlaceIsLeftAlone() throws Exception {
    Files.writeString(scratch.resolve("edge"), "mine");

    assertThatThrownBy(() -> init("edge"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no folder");
    assertThat(scratch.resolve("edge")).hasContent("mine");
  }

  @Test
  void whatCannotBeFilledLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                PrivateFiles.makeFolder(
                    scratch.resolve("edge"),
                    fresh -> {
                      PrivateFiles.write(fresh.resolve("one"), "1");
                      throw new IOException("no space left on device");
                    }))
        .hasMessage("no space left on device");
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  private void nothingElseIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files).containsExactly(scratch.resolve("edge"));
    }
  }

  @Test
  void theEdgesCertificateIsRenewedBeforeItEndsWithTheSameKey() throws Exception {
    init("edge");
    ServerIdentity first = open().identity();

    now = now.plus(Duration.ofDays(794));
    assertThat(open().renewIfDue()).isFalse();
    assertThat(open().identity()).isEqualTo(first);

    now = now.plus(Duration.ofDays(2));
    assertThat(open().renewIfDue()).isTrue();
    X509Certificate next = open().identity().chain().getFirst();
    assertThat(next.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(825)));
    assertThat(next.getPublicKey()).isEqualTo(first.chain().getFirst().getPublicKey());
    assertThat(List.copyOf(next.getSubjectAlternativeNames()))
        .isEqualTo(List.copyOf(first.chain().getFirst().getSubjectAlternativeNames()));
    assertThat(open().renewIfDue()).isFalse();
  }

  @Test
  void anotherFolderIsNone() {
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no folder of an edge; 'portolan edge --init ");
  }

  @Test
  void aDamagedAuthorityIsToldWithoutItsKey() throws Exception {
    EdgeFolder folder = init("edge");
    Files.copy(
        scratch.resolve("edge/edge.key"),
        scratch.resolve("edge/ca.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(this::open).hasMessageEndingWith("the key is not the certificate's");
    Files.writeString(folder.caFile(), "nonsense");
    assertThatThrownBy(this::open).hasMessageContaining("there is no certificate in it");
  }

  @Test
  void aCodeIsKeptAsAHashAlone() throws Exception {
    EdgeFolder folder = init("edge");
    InvitationCode code = folder.invite("device-1");

    Path kept = scratch.resolve("edge/invitations").resolve(InvitationCode.hashOf(code.secret()));
    assertThat(kept).hasContent("device-1\n2030-01-01T01:00:00Z\n");
    assertThat(code.names(folder.identity().chain().getLast())).isTrue();
  }

  @Test
  void expiredInvitationsGoWhenTheNextOneComes() throws Exception {
    EdgeFolder folder = init("edge");
    folder.invite("one");
    Files.writeString(scratch.resolve("edge/invitations/half"), "dev");
    now = now.plus(Duration.ofHours(2));

    folder.invite("two");

    try (Stream<Path> files = Files.list(scratch.resolve("edge/invitations"))) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", ".", "../a", "a,CN=root", "a\nb", "\u00e9", "a=b"})
  void aNameThatIsNoneIsRefused(String name) throws Exception {
    EdgeFolder folder = init("edge");

    assertThatThrownBy(() -> folder.invite(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the name of a device has");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "-a",
        "a-",
        "a..b",
        ".",
        "1.2.3",
        "256.1.1.1",
        "1",
        "fe80::1%eth0",
        "*",
        "a/b",
        "https://a",
        "a:443",
        "a\nb",
        "[::1",
        "x\u0000"
      })
  void anEdgesNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> new EdgeNames(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is neither a host name nor an address");
  }

  @Test
  void anEdgesNamesAreMadeAlike() {
    assertThat(new EdgeNames(List.of("EDGE1", "edge1", " b\u00fccher.example ", "[::1]")).hosts())
        .containsExactly("edge1", "xn--bcher-kva.example", "::1");
    assertThat(new EdgeNames(List.of("[2001:db8::1]")).first()).isEqualTo("[2001:db8::1]");
  }

  @Test
  void thePortThatTheEdgeListensOnGoesIntoItsAddress() throws Exception {
    EdgeFolder folder = init("edge");
    folder.keepPort(9443);
    assertThat(folder.url()).isEqualTo("https://edge.example.com:9443");
    folder.keepPort(443);
    assertThat(folder.url()).isEqualTo("https://edge.example.com");
    Files.writeString(scratch.resolve("edge/port"), "x");
    assertThatThrownBy(() -> folder.url()).hasMessageContaining("holds no port number");
  }

  private EdgeFolder init(String name) throws IOException {
    return EdgeFolder.init(scratch.resolve(name), NAMES, () -> now);
  }

  private EdgeFolder open() throws IOException {
    return EdgeFolder.open(scratch.resolve("edge"), () -> now);
  }
}
