package dev.portolan.transport.open;

import dev.portolan.smux.SmuxStream;

/**
 * A stream that the far side has granted.
 *
 * @param stream the stream; its handler is in the pipeline and has seen nothing when the future
 *     that brought this completes
 * @param okPayload what the far side said with its OK
 */
@SuppressWarnings("ArrayRecordComponent") // small, and nobody compares these
public record OpenedStream(SmuxStream stream, byte[] okPayload) {}
