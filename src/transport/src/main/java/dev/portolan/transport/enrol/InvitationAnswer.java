package dev.portolan.transport.enrol;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.tls.TlsFailures;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an edge answers to a client who invites a device: a refusal, or lines. On the
 * attempt's event loop.
 */
final class InvitationAnswer extends SimpleChannelInboundHandler<HttpObject> {
  /** Most bytes of an answer. In an hour an edge says 4 KiB. */
  static final int MAX_BYTES = 65_536;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Endpoint endpoint;
  private final Attempt<OpenInvitation> attempt;
  private final StringBuilder text = new StringBuilder();
  private int bytes;
  private @Nullable HttpResponse head;
  private @Nullable Promise<String> device;

  InvitationAnswer(Endpoint endpoint, Attempt<OpenInvitation> attempt) {
    this.endpoint = endpoint;
    this.attempt = attempt;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject object) {
    if (object.decoderResult().isFailure()) {
      end(ctx, nonsense("it is not HTTP"));
      return;
    }
    if (object instanceof HttpResponse response) {
      head = response;
    }
    HttpResponse known = head;
    if (known != null && object instanceof HttpContent content) {
      boolean lines = known.status().equals(HttpResponseStatus.OK);
      read(ctx, content.content(), lines);
      if (object instanceof LastHttpContent && known.status().code() >= 200) {
        end(ctx, lines ? over() : refusal(known.status().code(), text.toString()));
      }
    }
  }

  private void read(ChannelHandlerContext ctx, ByteBuf content, boolean lines) {
    bytes += content.readableBytes();
    if (bytes > MAX_BYTES) {
      end(ctx, nonsense("it is too long"));
      return;
    }
    while (content.isReadable()) {
      char c = (char) content.readUnsignedByte();
      if (lines && c == '\n') {
        String line = text.toString();
        text.setLength(0);
        line(ctx, line);
      } else {
        text.append(c);
      }
    }
  }

  private void line(ChannelHandlerContext ctx, String line) {
    Promise<String> awaited = device;
    if (awaited == null && !line.isEmpty()) {
      invited(ctx, line);
    } else if (awaited != null && line.startsWith(InvitationRequest.DEVICE_LINE)) {
      String id = line.substring(InvitationRequest.DEVICE_LINE.length());
      if (ID.matcher(id).matches()) {
        awaited.trySuccess(id);
        ctx.close();
      } else {
        end(ctx, nonsense("it names no device"));
      }
    }
  }

  private void invited(ChannelHandlerContext ctx, String line) {
    DeviceInvitation invitation;
    try {
      invitation = DeviceInvitation.parse(line);
    } catch (IllegalArgumentException e) {
      end(ctx, nonsense("it is no invitation"));
      return;
    }
    Promise<String> awaited = ctx.executor().newPromise();
    device = awaited;
    awaited.addListener(
        done -> {
          if (done.isCancelled()) {
            ctx.close();
          }
        });
    attempt.succeed(new OpenInvitation(invitation, awaited));
  }

  private void end(ChannelHandlerContext ctx, EdgeException cause) {
    attempt.fail(cause);
    if (device != null) {
      device.tryFailure(cause);
    }
    ctx.close();
  }

  private EdgeException refusal(int status, String body) {
    String host = endpoint.host();
    String reason = EdgeRequest.reason(body);
    if (status == 401) {
      return new EdgeException(
          Problem.UPGRADE_UNAUTHORIZED, host + " does not accept the token (401)", status, reason);
    }
    if (status == 429) {
      return new EdgeException(
          Problem.UPGRADE_TOO_MANY_REQUESTS, host + " gives no invitation (429)", status, reason);
    }
    if (status >= 500 && status != 501) {
      return new EdgeException(
          Problem.EDGE_TROUBLE, host + " gives no invitation (" + status + ")", status, reason);
    }
    if (status == 400 || status == 403) {
      return new EdgeException(
          Problem.INVITATION_REFUSED,
          host + " gives you no invitation (" + status + ")",
          status,
          reason);
    }
    return new EdgeException(
        Problem.INVITATION_NOT_OFFERED,
        host + " gives no invitations to clients (" + status + (status == 404 ? ")" : ")."),
        status,
        status == 404 ? reason : "");
  }

  private static EdgeException over() {
    return new EdgeException(Problem.INVITATION_OVER);
  }

  private EdgeException nonsense(String what) {
    return new EdgeException(
        Problem.UPGRADE_MALFORMED,
        "The answer of " + endpoint.host() + " makes no sense: " + what + ".");
  }

  private EdgeException lost(String why) {
    return device == null
        ? new EdgeException(
            Problem.UPGRADE_CLOSED,
            endpoint.host() + " closed the connection without an answer" + why + ".")
        : new EdgeException(
            Problem.LINK_LOST,
            "The connection to "
                + endpoint.host()
                + " was lost before the device came"
                + why
                + ".");
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(ctx, lost(""));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (TlsFailures.isTls(cause)) {
      end(ctx, TlsFailures.of(endpoint.host(), cause, endpoint.identity() != null, Duration.ZERO));
    } else if (cause instanceof ReadTimeoutException) {
      end(ctx, lost(": it says nothing"));
    } else {
      end(ctx, lost(": " + SocketFailure.words(cause)));
    }
  }
}
