/**
 * The WebRTC half of a node, run inside a Chromium page: real peers for the SDK to speak to. This function is handed to
 * the page as text, so it may refer to nothing outside itself.
 */
export function relayPage(): void {
  const sessions = new Map<string, RTCPeerConnection>()
  const channels = new Map<string, RTCDataChannel>()
  let source: MediaStream | undefined
  let publisher: string | undefined

  async function answer(pc: RTCPeerConnection): Promise<string> {
    await pc.setLocalDescription()
    while (pc.iceGatheringState !== 'complete') await new Promise((resolve) => pc.addEventListener('icegatheringstatechange', resolve, { once: true }))
    return pc.localDescription?.sdp ?? ''
  }

  const relay = {
    /** A source of its own, for tests that need no publisher. */
    async useCamera() {
      source = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true })
    },
    hasSource: () => source !== undefined,
    async whip(id: string, sdp: string): Promise<string> {
      const pc = new RTCPeerConnection()
      const received = new MediaStream()
      sessions.set(id, pc)
      pc.addEventListener('track', ({ track }) => received.addTrack(track))
      await pc.setRemoteDescription({ type: 'offer', sdp })
      source = received
      publisher = id
      return answer(pc)
    },
    async whep(id: string, sdp: string): Promise<string> {
      const pc = new RTCPeerConnection()
      sessions.set(id, pc)
      pc.addEventListener('datachannel', ({ channel }) => {
        channels.set(id, channel)
        channel.addEventListener('message', ({ data }) => (globalThis as unknown as { onFrame(id: string, frame: string): void }).onFrame(id, data))
      })
      await pc.setRemoteDescription({ type: 'offer', sdp })
      for (const transceiver of pc.getTransceivers()) {
        const track = source?.getTracks().find(({ kind }) => kind === transceiver.receiver.track.kind)
        if (!track || !source) continue
        transceiver.direction = 'sendonly'
        transceiver.sender.setStreams(source)
        await transceiver.sender.replaceTrack(track)
      }
      return answer(pc)
    },
    send(id: string, frame: string) {
      const channel = channels.get(id)
      if (channel?.readyState === 'open') channel.send(frame) // a viewer may have left meanwhile
    },
    /** Stops sending media, and nothing else: the session stays up. */
    async mute(id: string) {
      for (const sender of sessions.get(id)?.getSenders() ?? []) await sender.replaceTrack(null)
    },
    close(id: string) {
      sessions.get(id)?.close()
      sessions.delete(id)
      channels.delete(id)
      if (publisher === id) source = publisher = undefined
    },
  }
  Object.assign(globalThis, { relay })
}

/** What {@link relayPage} puts into its page. */
export type RelayPage = {
  useCamera(): Promise<void>
  hasSource(): boolean
  whip(id: string, sdp: string): Promise<string>
  whep(id: string, sdp: string): Promise<string>
  send(id: string, frame: string): void
  mute(id: string): Promise<void>
  close(id: string): void
}
