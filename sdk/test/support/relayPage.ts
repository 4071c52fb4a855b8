/**
 * The WebRTC half of a node, run inside a Chromium page: real peers for the SDK to speak to. This function is handed to
 * the page as text, so it may refer to nothing outside itself.
 */
export function relayPage(): void {
  const sessions = new Map<string, RTCPeerConnection>()
  const channels = new Map<string, RTCDataChannel>()
  const mutes = new Set<string>()
  let [deaf, idle] = [false, false]
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
    async whep(id: string, sdp: string, standby = false): Promise<string> {
      const pc = new RTCPeerConnection()
      sessions.set(id, pc)
      pc.addEventListener('datachannel', ({ channel }) => {
        channels.set(id, channel)
        channel.addEventListener('message', ({ data }) => {
          if (JSON.parse(data).type !== 'silent') return void (globalThis as unknown as { onFrame(id: string, frame: string): void }).onFrame(id, data)
          if (!deaf) channel.send(JSON.stringify({ type: 'source', state: relay.sends(id) ? 'live' : idle ? 'idle' : 'silent' })) // at once, as a node does
        })
      })
      await pc.setRemoteDescription({ type: 'offer', sdp })
      for (const transceiver of pc.getTransceivers()) {
        const track = source?.getTracks().find(({ kind }) => kind === transceiver.receiver.track.kind)
        if (!track || !source) continue
        transceiver.direction = 'sendonly'
        transceiver.sender.setStreams(source)
        if (!standby) await transceiver.sender.replaceTrack(track)
      }
      if (standby) mutes.add(id)
      return answer(pc)
    },
    send(id: string, frame: string) {
      const channel = channels.get(id)
      if (channel?.readyState === 'open') channel.send(frame) // a viewer may have left meanwhile
    },
    /** Stops sending media, and nothing else: the session stays up. Or begins again. */
    async mute(id: string, on = true) {
      if (on) mutes.add(id)
      else mutes.delete(id)
      for (const { sender, receiver, direction } of sessions.get(id)?.getTransceivers() ?? []) {
        const track = source?.getTracks().find(({ kind }) => kind === receiver.track.kind)
        if (direction === 'sendonly') await sender.replaceTrack(on ? null : (track ?? null))
      }
    },
    /** Does not answer any more who asks why nothing comes. */
    ignore: () => void (deaf = true),
    /** Says from now on that it has nothing because it asks for nothing. */
    rest: () => void (idle = true),
    /** Whether there are media for the session. */
    sends: (id: string) => source !== undefined && !mutes.has(id),
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
  whep(id: string, sdp: string, standby?: boolean): Promise<string>
  send(id: string, frame: string): void
  mute(id: string, on?: boolean): Promise<void>
  ignore(): void
  rest(): void
  sends(id: string): boolean
  close(id: string): void
}
