package dev.portolan.transport.open;

import dev.portolan.smux.SmuxStream;

/**
 * A stream that the far side has granted.
 *
 * @param stream the stream; its handler is in the pipeline but has received nothing when the future
 *     completes
 * @param okPayload the payload of the far side's OK
 */
@SuppressWarnings("ArrayRecordComponent") // small, never compared
public record OpenedStream(SmuxStream stream, byte[] okPayload) {}
