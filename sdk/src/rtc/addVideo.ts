import type { VideoCodec } from '../options.js'
import { preferCodec } from './preferCodec.js'
import { simulcastLayers } from './simulcastLayers.js'

export type AddVideoParameters = {
  pc: RTCPeerConnection
  track: MediaStreamTrack
  media: MediaStream
  /** Send several picture sizes, where the browser can. */
  simulcast: boolean
  /** Preferred over the browser's own order. */
  codec: VideoCodec | undefined
}

/**
 * Adds a video track to what is offered. The function it returns is to be called once the answer is in: a node that takes one
 * layer only would get the first, which is the smallest, and is to get the whole picture.
 */
export function addVideo({ pc, track, media, simulcast, codec }: AddVideoParameters): () => Promise<void> {
  const { width, height } = track.getSettings()
  const layers = simulcast ? simulcastLayers({ width, height }) : []
  const transceiver = addTransceiver(pc, track, { direction: 'sendonly', streams: [media] }, layers)
  if (codec) preferCodec(transceiver, codec)
  return async () => {
    const whole = layers.at(-1)
    const parameters = transceiver.sender.getParameters()
    const [only] = parameters.encodings
    if (!whole || !only || parameters.encodings.length > 1) return
    Object.assign(only, { scaleResolutionDownBy: 1, maxBitrate: whole.maxBitrate })
    await transceiver.sender.setParameters(parameters)
  }
}

function addTransceiver(pc: RTCPeerConnection, track: MediaStreamTrack, init: RTCRtpTransceiverInit, sendEncodings: RTCRtpEncodingParameters[]): RTCRtpTransceiver {
  if (sendEncodings.length > 0) {
    try {
      return pc.addTransceiver(track, { ...init, sendEncodings })
    } catch {
      // A browser without simulcast sends one layer.
    }
  }
  return pc.addTransceiver(track, init)
}
