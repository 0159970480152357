package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.edge.ClientToken;
import dev.portolan.edge.ClientTokens;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.RulesFile;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.tls.KeyKind;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.cert.X509CRLEntry;
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
  void theTokenOfANewEdgeIsThatOfAClientThatMayInvite() throws Exception {
    EdgeFolder folder = init("edge");
    String token = Files.readString(folder.tokenFile()).strip();

    assertThat(ClientTokens.parse(Files.readString(folder.tokensFile())).all())
        .containsExactly(ClientToken.of("client", token).withInvite());
    assertThat(RulesFile.parse(Files.readString(folder.rulesFile())).size()).isEqualTo(1);
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

  @Test
  void aDeviceIsTakenOutByItsIdOrName() throws Exception {
    EdgeFolder folder = init("edge");
    X509Certificate one = device("kiosk");
    X509Certificate two = device("kiosk");
    X509Certificate three = device("door");
    assertThat(folder.deviceCount()).isEqualTo(3);

    assertThat(folder.revoke("door")).containsExactly(DeviceId.of(three));
    assertThat(revoked()).containsOnly(three.getSerialNumber());
    assertThat(folder.revoke("kiosk"))
        .containsExactlyInAnyOrder(DeviceId.of(one), DeviceId.of(two));
    assertThat(revoked())
        .containsOnly(one.getSerialNumber(), two.getSerialNumber(), three.getSerialNumber());
    assertThat(folder.devices().revoked()).hasSize(1);
    assertThat(folder.deviceCount()).as("all that have got a certificate").isEqualTo(3);
  }

  @Test
  void allCertificatesOfADeviceCountNoLonger() throws Exception {
    init("edge");
    PublicKey key = KeyKind.newP256().getPublic();
    X509Certificate first = device("kiosk", key);
    X509Certificate second = device("renamed", key);
    X509Certificate other = device("other");

    assertThat(open().revoke(DeviceId.of(first))).containsExactly(DeviceId.of(first));
    assertThat(revoked()).containsOnly(first.getSerialNumber(), second.getSerialNumber());
    assertThat(open().revoke(DeviceRecords.name(first))).hasSize(1);
    assertThat(revoked()).doesNotContain(other.getSerialNumber());
  }

  @Test
  void whoIsNotFoundIsNotTakenOut() throws Exception {
    EdgeFolder folder = init("edge");
    device("kiosk");
    byte[] before = Files.readAllBytes(folder.revokedFile());

    assertThat(folder.revoke("door")).isEmpty();
    assertThat(Files.readAllBytes(folder.revokedFile())).isEqualTo(before);
  }

  @Test
  void aFolderWithoutARevocationListGetsOne() throws Exception {
    EdgeFolder folder = init("edge");
    X509Certificate device = device("kiosk");
    Files.delete(folder.revokedFile());
    assertThat(folder.devices().revoked()).isEmpty();

    folder.revoke("kiosk");

    assertThat(revoked()).containsOnly(device.getSerialNumber());
  }

  private X509Certificate device(String name) throws IOException {
    return device(name, KeyKind.newP256().getPublic());
  }

  private X509Certificate device(String name, PublicKey key) throws IOException {
    EdgeFolder folder = open();
    Enrolment.Answer answer =
        folder.enrolment().enrol(new EnrolRequest(folder.invite(name).secret(), key));
    assertThat(answer).isInstanceOf(Enrolment.Answer.Issued.class);
    return ((Enrolment.Answer.Issued) answer).certificate();
  }

  private List<BigInteger> revoked() throws IOException {
    return open().devices().revoked().stream()
        .flatMap(list -> list.getRevokedCertificates().stream())
        .map(X509CRLEntry::getSerialNumber)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {39, 40, 41})
  void theNameOfAnAuthorityHasUpTo40CharactersOfAHost(int length) throws Exception {
    String host = "h".repeat(length);
    EdgeFolder folder =
        EdgeFolder.init(scratch.resolve("edge"), new EdgeNames(List.of(host)), () -> now);

    assertThat(folder.identity().chain().getLast().getSubjectX500Principal().getName())
        .isEqualTo("CN=Portolan authority of " + "h".repeat(Math.min(length, 40)));
  }

  @Test
  void aCertificateWithoutNamesIsNotRenewedAndHasNoAddress() throws Exception {
    EdgeFolder folder = init("edge");
    X509Bundle other =
        new CertificateBuilder()
            .subject("CN=edge")
            .setIsCertificateAuthority(true)
            .notBefore(now.minus(Duration.ofDays(1)))
            .notAfter(now.plus(Duration.ofDays(1)))
            .buildSelfSigned();
    Files.writeString(folder.edgeCertificate(), other.getCertificatePEM());
    Files.writeString(folder.edgeKey(), other.getPrivateKeyPEM());

    assertThatThrownBy(folder::renewIfDue)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "the edge's certificate " + folder.edgeCertificate() + " cannot be renewed: ");
    assertThatThrownBy(folder::url)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the edge's certificate: ");
  }

  private EdgeFolder init(String name) throws IOException {
    return EdgeFolder.init(scratch.resolve(name), NAMES, () -> now);
  }

  private EdgeFolder open() throws IOException {
    return EdgeFolder.open(scratch.resolve("edge"), () -> now);
  }
}
