/**
 * What changes whenever a connection's tracks have been given media. It costs nothing, where statistics cost milliseconds, and
 * follows what was received by as much as the jitter buffer holds.
 */
export function mediaTimes(pc: RTCPeerConnection, kind?: 'audio' | 'video'): string {
  return pc
    .getReceivers()
    .filter(({ track }) => kind === undefined || track.kind === kind)
    .flatMap((receiver) => receiver.getSynchronizationSources().map(({ source, timestamp }) => `${source}@${timestamp}`))
    .join()
}
