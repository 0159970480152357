package dev.portolan.transport.enrol;

import dev.portolan.transport.problem.EdgeException;
import io.netty.util.concurrent.Future;

/**
 * An invitation of which the edge tells who has used it.
 *
 * @param invitation for the device
 * @param device the id of the device, when it has got its certificate. Fails with an {@link
 *     EdgeException} when the invitation has expired, or the connection is lost. To cancel it ends
 *     the connection; the code stays good
 */
public record OpenInvitation(DeviceInvitation invitation, Future<String> device) {}
