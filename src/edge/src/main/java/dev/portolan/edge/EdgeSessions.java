package dev.portolan.edge;

import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.alive.AnswerCheck;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.open.SessionLoss;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.session.PeerSettings;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the sessions of admitted peers. Tracks open ones. */
final class EdgeSessions implements UpgradeResponder.Sessions {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeSessions.class);

  /** Streams of the edge itself to a device: GoAways and liveness checks. */
  private static final int OWN_STREAMS = 8;

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final DeviceRegistry devices;
  private final StreamAuthorizer rules;
  private final SmuxConfig config;
  private final ClientEntrance clients;
  private final ClientAccounts accounts;
  private final SessionMemory memory;
  private final Notices notices;
  private final StreamLog log;
  private final DeviceEntrance entrance;
  private final OpenStreams streams = new OpenStreams();
  private final Map<Channel, Guest> open = new ConcurrentHashMap<>();

  /** What a peer is. */
  enum Role {
    CLIENT,
    DEVICE
  }

  /**
   * An admitted peer.
   *
   * @param who its name in the log, for this session
   * @param name its name in notices, for all its sessions
   * @param objection why it would not be admitted now; null if it would
   */
  private record Guest(
      Role role,
      SmuxSession session,
      String who,
      String name,
      Supplier<@Nullable String> objection) {}

  EdgeSessions(
      DeviceRegistry devices,
      StreamAuthorizer rules,
      SmuxConfig config,
      ClientEntrance clients,
      ClientAccounts accounts,
      SessionMemory memory,
      Notices notices,
      StreamLog log) {
    this.devices = devices;
    this.rules = rules;
    this.config = config;
    this.clients = clients;
    this.accounts = accounts;
    this.memory = memory;
    this.notices = notices;
    this.log = log;
    this.entrance = new DeviceEntrance(devices, notices);
  }

  @Override
  public Future<UpgradeResponder.Entry> forClient(
      Channel connection, Admission.Client client, boolean halfClose) {
    ClientPlace place = new ClientPlace(client.client(), connection, halfClose);
    UpgradeResponder.Entry entry;
    if (clients.enter(place)) {
      connection.closeFuture().addListener(closed -> clients.leave(place));
      entry = new UpgradeResponder.Entry.Granted(() -> start(place, client, connection, halfClose));
    } else {
      entry = denied(Authenticator.tooManyConnections(clients.limit()));
    }
    return connection.eventLoop().newSucceededFuture(entry);
  }

  private void start(
      ClientPlace place, Admission.Client client, Channel connection, boolean halfClose) {
    ClientAccount account = accounts.open(client.client());
    StreamBroker broker = new StreamBroker(client, account, devices, rules, streams, notices, log);
    SmuxSession session =
        SmuxSession.start(
            connection,
            SmuxRole.SERVER,
            PeerSettings.of(config, halfClose),
            new StreamAcceptor(broker, account),
            account.memory());
    place.attach(session);
    session.closeFuture().addListener(closed -> accounts.close(account));
    String name = "client " + RemoteText.clean(client.client());
    Guest guest =
        new Guest(Role.CLIENT, session, name + " of " + client.device(), name, client::objection);
    follow(guest);
    judgeInTime(guest, client);
  }

  /** Looks at a client again when what let it in expires; on the connection's event loop. */
  private void judgeInTime(Guest guest, Admission.Client client) {
    Instant until = client.until();
    Channel connection = guest.session().connection();
    if (until == null || !connection.isActive()) {
      return;
    }
    Duration left = Duration.between(Instant.now(), until);
    // Not for longer than a day: a clock may be set.
    long millis = Math.clamp(left.toMillis(), 1, LONGEST_WAIT.toMillis());
    Future<?> timer =
        connection
            .eventLoop()
            .schedule(
                () -> {
                  judge(List.of(guest));
                  judgeInTime(guest, client);
                },
                millis,
                TimeUnit.MILLISECONDS);
    guest.session().closeFuture().addListener(closed -> timer.cancel(false));
  }

  /** Closes the sessions of this role whose peers would not be admitted now. Any thread. */
  void judgeAgain(Role role) {
    judge(open.values().stream().filter(guest -> guest.role() == role).toList());
  }

  private void judge(Collection<Guest> guests) {
    Map<String, Integer> ended = new TreeMap<>();
    for (Guest guest : guests) {
      String objection = guest.objection().get();
      if (objection != null && open.remove(guest.session().connection(), guest)) {
        ended.merge(guest.name() + ": " + objection, 1, Integer::sum);
        guest.session().close();
      }
    }
    ended.forEach(
        (sentence, count) ->
            notices.tell(
                sentence
                    + (count == 1 ? "; its session is" : "; its " + count + " sessions are")
                    + " ended"));
  }

  @Override
  public Future<UpgradeResponder.Entry> forDevice(
      Channel connection, Admission.Device admitted, boolean halfClose) {
    ConnectedDevice device =
        new ConnectedDevice(
            admitted.device(),
            connection,
            halfClose,
            new DeviceShares(config.maxStreams()),
            memory.newShare());
    Promise<UpgradeResponder.Entry> entry = connection.eventLoop().newPromise();
    entrance
        .enter(device, connection.eventLoop())
        .addListener(
            (Future<Boolean> entered) -> {
              if (entered.getNow()) {
                connection.closeFuture().addListener(closed -> devices.forget(device));
                entry.setSuccess(
                    new UpgradeResponder.Entry.Granted(
                        () -> start(device, connection, halfClose, admitted.trusted())));
              } else {
                entry.setSuccess(denied(Authenticator.alreadyConnected()));
              }
            });
    return entry;
  }

  private static UpgradeResponder.Entry denied(Admission.Refused refused) {
    return new UpgradeResponder.Entry.Denied(refused.refusal());
  }

  private void start(
      ConnectedDevice device, Channel connection, boolean halfClose, BooleanSupplier trusted) {
    // no handler for inbound streams: a device opens none, and the session refuses them
    SmuxSession session =
        SmuxSession.start(
            connection,
            SmuxRole.SERVER,
            PeerSettings.of(forDevices(), halfClose),
            null,
            device.memory());
    device.attach(session);
    new AnswerCheck(session, new Silence(device)).start();
    String name = "device " + device.id();
    follow(
        new Guest(
            Role.DEVICE,
            session,
            name,
            name,
            () -> trusted.getAsBoolean() ? null : "this edge does not let it in any longer"));
  }

  /** Updates the registry when a device stops answering or answers again. */
  private final class Silence implements AnswerCheck.Listener {
    private final ConnectedDevice device;

    Silence(ConnectedDevice device) {
      this.device = device;
    }

    @Override
    public void silent() {
      devices.setSilent(device, true);
    }

    @Override
    public void answers() {
      devices.setSilent(device, false);
    }
  }

  /** The settings for sessions of devices, with room for reserved streams and the edge's own. */
  private SmuxConfig forDevices() {
    return config.withMaxStreams(
        config.maxStreams() + DeviceShares.RESERVED_STREAMS + OWN_STREAMS,
        config.maxPendingStreams());
  }

  private void follow(Guest guest) {
    SmuxSession session = guest.session();
    open.put(session.connection(), guest);
    LOG.info("{} connected from {}", guest.who(), session.connection().remoteAddress());
    session
        .closeFuture()
        .addListener(
            closed -> {
              open.remove(session.connection());
              String why = SessionLoss.inWords(session);
              LOG.info("{} disconnected{}", guest.who(), why == null ? "" : ": " + why);
            });
    // What has changed since it was let in was told to those who were in.
    judge(List.of(guest));
  }

  int count() {
    return open.size();
  }

  /** How many clients' streams have no whole opening message yet, or are answered late. */
  int openingCount() {
    return accounts.openingCount();
  }

  ClientEntrance clients() {
    return clients;
  }

  OpenStreams streams() {
    return streams;
  }

  /** Closes a connection, through its session if there is one. */
  void close(Channel connection) {
    Guest guest = open.get(connection);
    if (guest == null) {
      connection.close();
    } else {
      guest.session().close();
    }
  }
}
