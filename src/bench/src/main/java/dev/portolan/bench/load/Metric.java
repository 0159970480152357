package dev.portolan.bench.load;

/** The names of metrics with their units. */
public final class Metric {
  public static final String RATE = "MB/s";
  public static final String CLIENT_CPU_BYTES = "client CPU s/GB";
  public static final String ALL_CPU_BYTES = "all CPU s/GB";
  public static final String CLIENT_RSS = "client RSS MB";
  public static final String CLIENT_RSS_GROWTH = "client RSS growth MB";
  public static final String P50 = "p50 µs";
  public static final String P99 = "p99 µs";
  public static final String CLIENT_CPU_EACH = "client CPU µs each";
  public static final String PER_SECOND = "per second";
  public static final String LOSS = "loss %";

  private Metric() {}
}
