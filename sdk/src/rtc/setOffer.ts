/**
 * Makes the offer, with the receiver's reference times (RFC 3611) for video. A browser asks for a lost packet again once a round trip,
 * and a receiver knows the round trip only from the node's answers to them; without, it waits 100 ms each time.
 */
export async function setOffer(pc: RTCPeerConnection): Promise<void> {
  const { sdp } = await pc.createOffer()
  try {
    await pc.setLocalDescription({ type: 'offer', sdp: withReferenceTimes(sdp ?? '') })
  } catch {
    await pc.setLocalDescription() // a browser that takes none but its own words
  }
}

/** Adds the feedback to each codec that has key frames to ask for. */
export function withReferenceTimes(sdp: string): string {
  return sdp.replace(/^a=rtcp-fb:(\d+) nack pli\r\n/gm, '$&a=rtcp-fb:$1 rrtr\r\n')
}
