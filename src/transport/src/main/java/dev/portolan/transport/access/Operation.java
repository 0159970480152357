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
import org.jspecify.annotations.Nullable;

/**
 * What a stream's opening message asks of a device, in the one form that is judged and sent on.
 *
 * <p>A message can be written in many ways, and its reader might understand another one than its
 * judge. So it is read once, and {@link #message()} writes anew what was understood.
 */
public sealed interface Operation {

  /**
   * Its word in logs: {@code tcp}, {@code run}, {@code 0x7f}. Rules have the same words, but none
   * for {@code resize}, which goes with its terminal.
   */
  String kind();

  /** The target, command or path as rules and logs write it; empty without one. */
  default String target() {
    return "";
  }

  /** What is asked, in words that follow "you may not". */
  String words();

  /** The type of its opening message; null where that is not known here. */
  @Nullable MessageType type();

  /** The opening message that asks for exactly this, encoded anew with each call. */
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
      case TCP_TUNNEL -> Tcp.of(TcpTunnelRequest.parse(message.text()));
      case UDP_TUNNEL -> Udp.of(UdpTunnelRequest.parse(message.text()));
      case PTY -> terminal(PtyCommand.parse(message.payload()));
      case PTY_COMMAND -> new Resize(PtyCommand.parse(message.payload()));
      case FILE -> File.of(FileRequest.parse(message.payload()));
      case RELOAD -> new Reload();
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
    return switch (RuleKind.ofWord(kind)) {
      case TCP -> Tcp.of(HostPort.parse(only(kind, target)));
      case UDP -> Udp.of(new UdpTunnelRequest(0, HostPort.parse(only(kind, target))));
      case SHELL -> terminal(PtyCommand.start(0, 0, null, List.of()));
      case RUN -> {
        if (target.isEmpty()) {
          throw new IllegalArgumentException("write the command behind run");
        }
        yield terminal(PtyCommand.start(0, 0, target.getFirst(), target.subList(1, target.size())));
      }
      case GET -> File.of(new FileRequest(FileRequest.Direction.DOWNLOAD, only(kind, target)));
      case PUT -> File.of(new FileRequest(FileRequest.Direction.UPLOAD, only(kind, target)));
      case RELOAD -> new Reload();
      case null -> {
        int code = AccessRule.code(kind);
        if (code < 0 || MessageType.ofCode(code) != null || !target.isEmpty()) {
          throw new IllegalArgumentException(
              "'" + kind + "' is no kind; kinds are " + RuleKind.list() + ", 0x7f");
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

  private static Operation terminal(PtyCommand asked) {
    String command = asked.command();
    if (command == null) {
      // A login shell that is given arguments could run anything.
      return new Shell(with(asked, null, List.of()));
    }
    String program = Paths.canonicalProgram(command);
    Paths.refuseZeroBytes(asked.commandArgs());
    return new Run(program, with(asked, program, asked.commandArgs()));
  }

  private static PtyCommand with(PtyCommand asked, @Nullable String command, List<String> args) {
    return new PtyCommand(asked.sid(), asked.type(), asked.cols(), asked.rows(), command, args);
  }

  /** A TCP or UDP tunnel. */
  sealed interface Tunnel extends Operation {
    /** Its host as rules know it. */
    Host host();

    /** Its target in canonical form. */
    HostPort hostPort();

    /** The same with another host in the eyes of rules. */
    Tunnel with(Host known);

    /** The same when it is known to which address its name leads. */
    default Tunnel at(InetAddress address) {
      return with(new Host(host().text(), Host.reached(address)));
    }

    /** The same for rules that allow this address or its network, whatever they say of names. */
    default Tunnel atAddressOnly(InetAddress address) {
      return with(new Host("", List.of(address)));
    }

    @Override
    default String target() {
      return hostPort().toString();
    }

    @Override
    default String words() {
      return "open a " + kind().toUpperCase(Locale.ROOT) + " tunnel to " + target();
    }
  }

  /** A TCP tunnel. */
  record Tcp(TcpTunnelRequest request, Host host) implements Tunnel {
    /** A plain one to a target. */
    public static Tcp of(HostPort target) {
      return of(new TcpTunnelRequest(target, false));
    }

    private static Tcp of(TcpTunnelRequest asked) {
      Host host = Host.of(asked.target().host());
      HostPort target = new HostPort(host.text(), asked.target().port());
      return new Tcp(new TcpTunnelRequest(target, asked.halfClose(), asked.client()), host);
    }

    @Override
    public Tcp with(Host known) {
      return new Tcp(request, known);
    }

    @Override
    public String kind() {
      return RuleKind.TCP.word();
    }

    @Override
    public HostPort hostPort() {
      return request.target();
    }

    @Override
    public MessageType type() {
      return MessageType.TCP_TUNNEL;
    }

    @Override
    public Message message() {
      return request.toMessage();
    }
  }

  /** A UDP tunnel. */
  record Udp(UdpTunnelRequest request, Host host) implements Tunnel {
    /** The one that is asked for. */
    public static Udp of(UdpTunnelRequest asked) {
      Host host = Host.of(asked.target().host());
      HostPort target = new HostPort(host.text(), asked.target().port());
      return new Udp(
          new UdpTunnelRequest(asked.suggestedSourcePort(), target, asked.client()), host);
    }

    @Override
    public Udp with(Host known) {
      return new Udp(request, known);
    }

    @Override
    public String kind() {
      return RuleKind.UDP.word();
    }

    @Override
    public HostPort hostPort() {
      return request.target();
    }

    @Override
    public MessageType type() {
      return MessageType.UDP_TUNNEL;
    }

    @Override
    public Message message() {
      return request.toMessage();
    }
  }

  /** The user's login shell. */
  record Shell(PtyCommand request) implements Operation {
    @Override
    public String kind() {
      return RuleKind.SHELL.word();
    }

    @Override
    public String words() {
      return "open a shell";
    }

    @Override
    public MessageType type() {
      return MessageType.PTY;
    }

    @Override
    public Message message() {
      return Message.pty(request);
    }
  }

  /**
   * A command on a terminal.
   *
   * @param program the command of the request
   */
  record Run(String program, PtyCommand request) implements Operation {
    /** The command's arguments. */
    public List<String> arguments() {
      return request.commandArgs();
    }

    @Override
    public String kind() {
      return RuleKind.RUN.word();
    }

    /** The words of the command, quoted where rules would need it. */
    @Override
    public String target() {
      StringBuilder line = new StringBuilder(RuleWords.quoted(program));
      arguments().forEach(argument -> line.append(' ').append(RuleWords.quoted(argument)));
      return line.toString();
    }

    @Override
    public String words() {
      return "run " + target();
    }

    @Override
    public MessageType type() {
      return MessageType.PTY;
    }

    @Override
    public Message message() {
      return Message.pty(request);
    }
  }

  /** Another size for a terminal, which was started by a stream of its own. */
  record Resize(PtyCommand request) implements Operation {
    @Override
    public String kind() {
      return "resize";
    }

    @Override
    public String words() {
      return "resize a terminal";
    }

    @Override
    public MessageType type() {
      return MessageType.PTY_COMMAND;
    }

    @Override
    public Message message() {
      return Message.ptyCommand(request);
    }
  }

  /** Files from or to a device. */
  record File(FileRequest request) implements Operation {
    private static File of(FileRequest asked) {
      return new File(
          new FileRequest(asked.direction(), Paths.canonicalPath(asked.path()), asked.form()));
    }

    private boolean isDownload() {
      return request.direction() == FileRequest.Direction.DOWNLOAD;
    }

    @Override
    public String kind() {
      return (isDownload() ? RuleKind.GET : RuleKind.PUT).word();
    }

    @Override
    public String target() {
      return request.path();
    }

    @Override
    public String words() {
      return (isDownload() ? "read files from " : "write files to ") + request.path();
    }

    @Override
    public MessageType type() {
      return MessageType.FILE;
    }

    @Override
    public Message message() {
      return request.toMessage();
    }
  }

  /** A device's reading its configuration again. */
  record Reload() implements Operation {
    @Override
    public String kind() {
      return RuleKind.RELOAD.word();
    }

    @Override
    public String words() {
      return "ask for a reload";
    }

    @Override
    public MessageType type() {
      return MessageType.RELOAD;
    }

    @Override
    public Message message() {
      return Message.reload();
    }
  }

  /** A message that is no request known here, sent on as it is. */
  record Other(Message message) implements Operation {
    @Override
    public String kind() {
      return String.format(Locale.ROOT, "0x%02x", message.typeCode());
    }

    @Override
    public String words() {
      return "send a message of type " + kind();
    }

    @Override
    public @Nullable MessageType type() {
      return message.type();
    }
  }
}
