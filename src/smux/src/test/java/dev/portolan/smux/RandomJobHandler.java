package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a stream with a {@link RandomJob}: sends in random pieces, reads at random times. */
final class RandomJobHandler extends ChannelInboundHandlerAdapter {
  private final Random random;
  private final boolean opener;
  private final boolean pulling;
  private final Consumer<String> result;
  private @Nullable RandomJob job;
  private @Nullable ByteBuf header;
  private @Nullable Noise incoming;
  private @Nullable Noise outgoing;
  private int toSend;
  private int toReceive;
  private boolean answered;
  private boolean ended;
  private boolean sent;
  private String fault = "";

  /**
   * @param job the opener's job; null for the acceptor, which reads it from the stream
   * @param result completes with an empty text on success, else with an error
   */
  RandomJobHandler(@Nullable RandomJob job, long seed, Consumer<String> result) {
    this.random = new Random(seed);
    this.pulling = random.nextBoolean();
    this.opener = job != null;
    this.job = job;
    this.result = result;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(!pulling);
    if (job == null) {
      header = ctx.alloc().buffer(RandomJob.HEADER_BYTES, RandomJob.HEADER_BYTES);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (pulling) {
      ctx.read();
    }
    if (job != null) {
      begin(ctx, job);
    }
  }

  private void begin(ChannelHandlerContext ctx, RandomJob job) {
    incoming = new Noise(opener ? ~job.seed() : job.seed());
    outgoing = new Noise(opener ? job.seed() : ~job.seed());
    toReceive = opener ? job.down() : job.up();
    toSend = opener ? job.up() : job.down();
    if (job.manner() == RandomJob.Manner.CUT && !opener) {
      toSend = 0;
    }
    ByteBuf head = ctx.alloc().buffer(RandomJob.HEADER_BYTES);
    if (opener) {
      job.writeTo(head);
    } else {
      head.writeByte(RandomJob.ANSWER);
    }
    ctx.writeAndFlush(head);
    if (opener && job.manner() == RandomJob.Manner.ABANDONED) {
      ctx.close();
    } else {
      send(ctx);
    }
  }

  private void send(ChannelHandlerContext ctx) {
    Noise noise = outgoing;
    if (sent || noise == null || job == null || !ctx.channel().isActive()) {
      return;
    }
    while (toSend > 0 && ctx.channel().isWritable()) {
      int length = Math.min(toSend, 1 + random.nextInt(40_000));
      ByteBuf piece = ctx.alloc().buffer(length);
      noise.writeTo(piece, length);
      toSend -= length;
      if (random.nextBoolean()) {
        ctx.write(piece);
      } else {
        ctx.writeAndFlush(piece);
      }
    }
    ctx.flush();
    if (toSend > 0 || sent) {
      return;
    }
    if (!opener || job.manner() != RandomJob.Manner.CUT) {
      sent = true;
      ((SmuxStream) ctx.channel()).shutdownOutput();
    } else if (answered) {
      sent = true;
      ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      ByteBuf head = header;
      if (head != null) {
        head.writeBytes(in, Math.min(head.writableBytes(), in.readableBytes()));
        if (head.isWritable()) {
          return;
        }
        RandomJob told = RandomJob.read(head);
        head.release();
        header = null;
        job = told;
        begin(ctx, told);
      }
      receive(ctx, in);
    } finally {
      in.release();
    }
  }

  private void receive(ChannelHandlerContext ctx, ByteBuf in) {
    if (opener && !answered && in.isReadable()) {
      answered = true;
      if (in.readByte() != RandomJob.ANSWER) {
        fault = "wrong answer";
      }
      send(ctx);
    }
    toReceive -= in.readableBytes();
    if (ended) {
      fault = "bytes after the end";
    } else if (toReceive < 0) {
      fault = "too many bytes";
    } else if (incoming != null && !incoming.matches(in)) {
      fault = "wrong bytes";
    }
    if (opener
        && job != null
        && job.manner() == RandomJob.Manner.HALF_READ
        && toReceive <= job.down() / 2) {
      ctx.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (pulling) {
      ctx.executor().schedule(() -> ctx.read(), random.nextInt(3_000), TimeUnit.MICROSECONDS);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    send(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      ended = true;
      if (!opener && (job == null || job.manner() != RandomJob.Manner.WHOLE)) {
        ctx.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ByteBuf head = header;
    if (head != null) {
      head.release();
      header = null;
    }
    result.accept(fault.isEmpty() ? verdict() : fault + " in " + job);
  }

  private String verdict() {
    RandomJob done = job;
    if (done == null) {
      return opener ? "no job" : "";
    }
    boolean whole = ended && toReceive == 0;
    return switch (done.manner()) {
      case WHOLE -> whole ? "" : "cut off in " + done + ", " + toReceive + " bytes early";
      case CUT -> opener || whole ? "" : "tail lost in " + done + ", " + toReceive + " bytes";
      case HALF_READ, ABANDONED -> "";
    };
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fault = "threw " + cause;
    ctx.close();
  }
}
