package dev.portolan.edge.ca;

import dev.portolan.edge.ClientToken;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.RevocationLists;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that an edge with an authority of its own needs, in one folder. Whoever has the folder has
 * the edge and can make devices of it.
 *
 * <p>All methods may block. Several processes may use one folder at once: the edge, and the
 * commands that invite devices and take them out.
 */
public final class EdgeFolder {
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_653);

  /** The longest that all programs take from a server. */
  private static final Duration EDGE_VALIDITY = Duration.ofDays(825);

  private static final Duration LIST_VALIDITY = Duration.ofDays(3_653);
  private static final Duration INVITATION_VALIDITY = Duration.ofHours(1);
  private static final String EDGE = "Portolan edge";
  private static final int MAX_NAME = 40;

  /** The name of the first client. */
  private static final String CLIENT = "client";

  private static final String RULES =
      """
      # What clients may open on devices. The first line that is for it decides; what no line is for is refused.
      # allow|deny CLIENT DEVICE KIND[,KIND] [TARGET ...]
      # allow bob   *  tcp    10.0.0.0/8:22,80 *.example.com:443
      # allow carol *  shell
      allow * * *
      """;

  /** Where an edge with a folder listens, unless it is told otherwise. */
  public static final int DEFAULT_PORT = 8443;

  private final Path path;
  private final InstantSource clock;
  private final CertificateAuthority authority;

  private EdgeFolder(Path path, CertificateAuthority authority, InstantSource clock) {
    this.path = path;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Makes a new folder: the authority, the edge's certificate, the token of a first client, and
   * rules that allow everything.
   *
   * @param path which is not there yet, or empty
   * @throws IOException with a plain sentence if that is not possible; nothing is left behind then
   */
  public static EdgeFolder init(Path path, EdgeNames names, InstantSource clock)
      throws IOException {
    String host = names.hosts().getFirst();
    CertificateAuthority authority =
        CertificateAuthority.create(
            "Portolan authority of "
                + (host.length() > MAX_NAME ? host.substring(0, MAX_NAME) : host),
            AUTHORITY_VALIDITY,
            clock);
    CertificateAuthority.Identity edge = authority.server(EDGE, names.hosts(), EDGE_VALIDITY);
    PrivateFiles.makeFolder(
        path,
        fresh -> {
          EdgeFolder folder = new EdgeFolder(fresh, authority, clock);
          PrivateFiles.makeSubfolder(folder.invitationsFolder());
          PrivateFiles.makeSubfolder(folder.devicesFolder());
          PrivateFiles.write(folder.caKey(), Pem.of(authority.key()));
          PrivateFiles.write(
              folder.revokedFile(), Pem.of(authority.revoke(Set.of(), LIST_VALIDITY)));
          String token = ClientToken.newSecret();
          PrivateFiles.write(folder.tokenFile(), token + "\n");
          PrivateFiles.write(folder.tokensFile(), tokens(token));
          PrivateFiles.write(folder.rulesFile(), RULES);
          PrivateFiles.write(folder.edgeKey(), Pem.of(edge.key()));
          PrivateFiles.write(folder.caFile(), Pem.of(authority.certificate()));
          folder.writeEdge(edge.certificate()); // last: with it the folder is complete
        });
    return new EdgeFolder(path, authority, clock);
  }

  /**
   * Opens a folder that was made before.
   *
   * @throws IOException with a plain sentence if it is none, or damaged
   */
  public static EdgeFolder open(Path path, InstantSource clock) throws IOException {
    Path certificate = path.resolve("ca.pem");
    if (!Files.isRegularFile(certificate)) {
      throw new IOException(
          path + " is no folder of an edge; 'portolan edge --init " + path + "' makes one");
    }
    try {
      CertificateAuthority authority =
          CertificateAuthority.of(
              Pem.certificates(read(certificate)).getFirst(),
              Pem.privateKey(read(path.resolve("ca.key"))),
              clock);
      return new EdgeFolder(path, authority, clock);
    } catch (IllegalArgumentException e) {
      throw new IOException("the authority in " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The authority's certificate, by which clients know the edge. */
  public Path caFile() {
    return path.resolve("ca.pem");
  }

  private Path caKey() {
    return path.resolve("ca.key");
  }

  /** The edge's certificate and the authority's. */
  public Path edgeCertificate() {
    return path.resolve("edge.pem");
  }

  /** The private key of the edge. */
  public Path edgeKey() {
    return path.resolve("edge.key");
  }

  /** The token of a first client, to be given to it. The edge itself does not read it. */
  public Path tokenFile() {
    return path.resolve("token");
  }

  /** The hashes of the tokens by which clients come in. */
  public Path tokensFile() {
    return path.resolve("tokens");
  }

  /** The rules for streams. */
  public Path rulesFile() {
    return path.resolve("rules");
  }

  /** The CRL of the authority. */
  public Path revokedFile() {
    return path.resolve("revoked.pem");
  }

  private Path invitationsFolder() {
    return path.resolve("invitations");
  }

  private Path devicesFolder() {
    return path.resolve("devices");
  }

  private Path portFile() {
    return path.resolve("port");
  }

  /**
   * Replaces the edge's certificate by a new one for the same key and names if it ends soon.
   *
   * @return whether it did
   */
  public boolean renewIfDue() throws IOException {
    ServerIdentity identity = identity();
    X509Certificate old = identity.chain().getFirst();
    if (!Renewal.isDue(old, clock.instant())) {
      return false;
    }
    try {
      writeEdge(
          authority.serverCertificate(
              EDGE, EdgeNames.of(old).hosts(), old.getPublicKey(), EDGE_VALIDITY));
      return true;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the edge's certificate " + edgeCertificate() + " cannot be renewed: " + e.getMessage(),
          e);
    }
  }

  /** The authority goes with it: a new device knows the edge by it. */
  private void writeEdge(X509Certificate certificate) throws IOException {
    PrivateFiles.write(edgeCertificate(), Pem.of(certificate) + Pem.of(authority.certificate()));
  }

  /** What the edge shows. */
  public ServerIdentity identity() throws IOException {
    return ServerIdentity.ofPem(edgeCertificate(), edgeKey());
  }

  /** The devices that have a certificate of the authority which was not revoked. */
  public TrustedDevices devices() throws IOException {
    return TrustedDevices.ofIssuers(authority.certificate()).withRevoked(revoked());
  }

  /** Gives certificates to devices. */
  public Enrolment enrolment() {
    return new FolderEnrolment(
        authority, invitations(), records(), this::devices, this::invitation, clock);
  }

  private DeviceInvitation invitation(String name) throws IOException {
    return new DeviceInvitation(invite(name), URI.create(url()), INVITATION_VALIDITY);
  }

  private Invitations invitations() {
    return new Invitations(invitationsFolder(), clock);
  }

  private DeviceRecords records() {
    return new DeviceRecords(devicesFolder(), clock);
  }

  /**
   * Validates the name of a device.
   *
   * @throws IllegalArgumentException with half a sentence if that is no name
   */
  public static void checkDeviceName(String name) {
    new Invitation(name, Instant.MAX);
  }

  /**
   * Invites a device.
   *
   * @param name of the device, for people
   * @return what the device is told; it is kept nowhere
   * @throws IllegalArgumentException with half a sentence if that is no name
   */
  public InvitationCode invite(String name) throws IOException {
    Invitation invitation = new Invitation(name, clock.instant().plus(INVITATION_VALIDITY));
    InvitationCode code = InvitationCode.create(authority.certificate(), new SecureRandom());
    invitations().add(code.secret(), invitation);
    return code;
  }

  /** How many devices have got a certificate here. */
  public int deviceCount() throws IOException {
    return records().count();
  }

  /**
   * Takes devices out: their certificates count no longer.
   *
   * @param device an id, or the name of one or more
   * @return the ids of those that were found
   */
  public Set<String> revoke(String device) throws IOException {
    Set<BigInteger> serials = new HashSet<>();
    for (X509CRL list : revoked()) {
      Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
      if (entries != null) {
        entries.forEach(entry -> serials.add(entry.getSerialNumber()));
      }
    }
    Set<String> found = new HashSet<>();
    for (Map.Entry<String, List<X509Certificate>> known : records().all().entrySet()) {
      List<X509Certificate> certificates = known.getValue();
      if (known.getKey().equals(device)
          || certificates.stream().anyMatch(c -> DeviceRecords.name(c).equals(device))) {
        certificates.forEach(certificate -> serials.add(certificate.getSerialNumber()));
        found.add(known.getKey());
      }
    }
    if (!found.isEmpty()) {
      PrivateFiles.write(revokedFile(), Pem.of(authority.revoke(serials, LIST_VALIDITY)));
    }
    return found;
  }

  private List<X509CRL> revoked() throws IOException {
    return Files.exists(revokedFile()) ? RevocationLists.read(revokedFile()) : List.of();
  }

  /** Keeps the port on which the edge listens, for invitations. */
  public void keepPort(int port) throws IOException {
    PrivateFiles.write(portFile(), port + "\n");
  }

  /** The address of the edge, with the port on which it listened last. */
  public String url() throws IOException {
    int port = DEFAULT_PORT;
    try {
      port = Integer.parseInt(read(portFile()).strip());
    } catch (NoSuchFileException e) {
      // It has not listened yet.
    } catch (NumberFormatException e) {
      throw new IOException(portFile() + " holds no port number", e);
    }
    EdgeNames names;
    try {
      names = EdgeNames.of(identity().chain().getFirst());
    } catch (IllegalArgumentException e) {
      throw new IOException("the edge's certificate: " + e.getMessage(), e);
    }
    return "https://" + names.first() + (port == 443 ? "" : ":" + port);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static String tokens(String token) {
    return "# Who may come in: NAME sha256:HASH [expires=DATE] [devices=ID,...] [invite], a line each.\n"
        + "# 'portolan token --file FILE --name NAME' adds one.\n"
        + ClientToken.of(CLIENT, token).withInvite().toLine()
        + "\n";
  }
}
