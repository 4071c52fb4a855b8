/**
 * Has a connection hold back picture and sound by so many milliseconds at least; zero leaves it to the browser, as do browsers
 * without the attribute.
 */
export function setPlayoutDelay(pc: RTCPeerConnection, delayMs: number): void {
  const target = delayMs || null
  for (const receiver of pc.getReceivers()) {
    if ('jitterBufferTarget' in receiver && receiver.jitterBufferTarget !== target) receiver.jitterBufferTarget = target
  }
}
