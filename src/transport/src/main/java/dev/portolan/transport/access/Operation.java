package dev.portolan.transport.access;

import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.message.UdpTunnelRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * What a stream's opening message asks of a device, in the one form that is judged and sent on.
 *
 * <p>A message can be written in many ways, and its reader might understand another one than its
 * judge. So it is read once, and {@link #message()} writes anew what was understood.
 */
public sealed interface Operation {

  /** Its word in rules and logs: {@code tcp}, {@code run}, {@code 0x7f}. */
  String kind();

  /** The target, command or path as rules and logs write it; empty without one. */
  String target();

  /** What is asked, in words that follow "you may not". */
  String words();

  /** The opening message that asks for exactly this. */
  Message message();

  /**
   * Reads an opening message.
   *
   * @throws IllegalArgumentException with a plain sentence when the payload has not the form that
   *     its type asks for, or leaves open what is meant
   */
  static Operation of(Message message) {
    MessageType type = message.type();
    return switch (type) {
      case TCP_TUNNEL -> {
        TcpTunnelRequest request = TcpTunnelRequest.parse(message.text());
        HostPort target = canonical(request.target());
        yield new Tunnel(
            "tcp",
            Host.of(target.host()),
            target,
            new TcpTunnelRequest(target, request.halfClose(), request.client()).toMessage());
      }
      case UDP_TUNNEL -> {
        UdpTunnelRequest request = UdpTunnelRequest.parse(message.text());
        HostPort target = canonical(request.target());
        yield new Tunnel(
            "udp",
            Host.of(target.host()),
            target,
            new UdpTunnelRequest(request.suggestedSourcePort(), target, request.client())
                .toMessage());
      }
      case PTY -> terminal(PtyCommand.parse(message.payload()));
      case PTY_COMMAND -> new Resize(Message.ptyCommand(PtyCommand.parse(message.payload())));
      case FILE -> {
        FileRequest request = FileRequest.parse(message.payload());
        yield new File(new FileRequest(request.direction(), Paths.canonicalPath(request.path())));
      }
      case RELOAD -> new Other(Message.reload());
      case OK, ERROR, GO_AWAY, WATCH, PRESENCE -> new Other(message);
      case null -> new Other(message);
    };
  }

  /**
   * Reads what an administrator asks about: a kind of rules, and its target in words.
   *
   * @throws IllegalArgumentException with a plain sentence when it is none
   */
  static Operation of(String kind, List<String> target) {
    return switch (kind) {
      case "tcp" -> of(Message.tcpTunnel(HostPort.parse(only(kind, target))));
      case "udp" -> of(Message.udpTunnel(0, HostPort.parse(only(kind, target))));
      case "shell" -> terminal(PtyCommand.start(0, 0, null, List.of()));
      case "run" -> {
        if (target.isEmpty()) {
          throw new IllegalArgumentException("write the command behind run");
        }
        yield terminal(PtyCommand.start(0, 0, target.getFirst(), target.subList(1, target.size())));
      }
      case "get" -> file(FileRequest.Direction.DOWNLOAD, only(kind, target));
      case "put" -> file(FileRequest.Direction.UPLOAD, only(kind, target));
      case "reload" -> new Other(Message.reload());
      default -> {
        int code = AccessRule.code(kind);
        if (code < 0 || !target.isEmpty()) {
          throw new IllegalArgumentException(
              "'" + kind + "' is no kind; kinds are tcp, udp, shell, run, get, put, reload, 0x7f");
        }
        yield new Other(Message.of(code, new byte[0]));
      }
    };
  }

  private static String only(String kind, List<String> target) {
    if (target.size() != 1) {
      throw new IllegalArgumentException("write one target behind " + kind);
    }
    return target.getFirst();
  }

  private static Operation file(FileRequest.Direction direction, String path) {
    return new File(new FileRequest(direction, Paths.canonicalPath(path)));
  }

  private static HostPort canonical(HostPort asked) {
    return new HostPort(Host.of(asked.host()).text(), asked.port());
  }

  private static Operation terminal(PtyCommand asked) {
    String command = asked.command();
    if (command == null) {
      // A login shell that is given arguments could run anything.
      return new Shell(
          Message.pty(
              new PtyCommand(
                  asked.sid(), asked.type(), asked.cols(), asked.rows(), null, List.of())));
    }
    String program = Paths.canonicalProgram(command);
    Paths.refuseZeroBytes(asked.commandArgs());
    return new Run(
        program,
        asked.commandArgs(),
        Message.pty(
            new PtyCommand(
                asked.sid(),
                asked.type(),
                asked.cols(),
                asked.rows(),
                program,
                asked.commandArgs())));
  }

  /**
   * A TCP or UDP tunnel.
   *
   * @param host its host as rules know it
   * @param hostPort its target in canonical form
   */
  record Tunnel(String kind, Host host, HostPort hostPort, Message message) implements Operation {
    /** The same when it is known to which address its name leads. */
    public Tunnel at(InetAddress address) {
      return with(new Host(host.text(), Host.reached(address)));
    }

    /** The same for rules that allow this address or its network, whatever they say of names. */
    public Tunnel atAddressOnly(InetAddress address) {
      return with(new Host("", List.of(address)));
    }

    private Tunnel with(Host known) {
      return new Tunnel(kind, known, hostPort, message);
    }

    @Override
    public String target() {
      return hostPort.toString();
    }

    @Override
    public String words() {
      return "open a " + kind.toUpperCase(Locale.ROOT) + " tunnel to " + target();
    }
  }

  /** The user's login shell. */
  record Shell(Message message) implements Operation {
    @Override
    public String kind() {
      return "shell";
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public String words() {
      return "open a shell";
    }
  }

  /** A command on a terminal. */
  record Run(String program, List<String> arguments, Message message) implements Operation {
    /** Freezes the arguments. */
    public Run {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String kind() {
      return "run";
    }

    /** The words of the command, quoted where rules would need it. */
    @Override
    public String target() {
      StringBuilder line = new StringBuilder(RuleWords.quoted(program));
      arguments.forEach(argument -> line.append(' ').append(RuleWords.quoted(argument)));
      return line.toString();
    }

    @Override
    public String words() {
      return "run " + target();
    }
  }

  /** Another size for a terminal, which was started by a stream of its own. */
  record Resize(Message message) implements Operation {
    @Override
    public String kind() {
      return "resize";
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public String words() {
      return "resize a terminal";
    }
  }

  /** Files from or to a device. */
  record File(FileRequest request) implements Operation {
    @Override
    public String kind() {
      return request.direction() == FileRequest.Direction.DOWNLOAD ? "get" : "put";
    }

    @Override
    public String target() {
      return request.path();
    }

    @Override
    public String words() {
      return request.direction() == FileRequest.Direction.DOWNLOAD
          ? "read files from " + request.path()
          : "write files to " + request.path();
    }

    @Override
    public Message message() {
      return request.toMessage();
    }
  }

  /** A message without a target that is known here. */
  record Other(Message message) implements Operation {
    @Override
    public String kind() {
      return message.type() == MessageType.RELOAD
          ? "reload"
          : String.format(Locale.ROOT, "0x%02x", message.typeCode());
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public String words() {
      return message.type() == MessageType.RELOAD
          ? "ask for a reload"
          : "send a message of type " + kind();
    }
  }
}
