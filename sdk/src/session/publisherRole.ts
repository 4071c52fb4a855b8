import type { ResolvedOptions } from './resolveOptions.js'
import { captureCamera } from './captureCamera.js'
import type { Role } from './Role.js'

/**
 * Three layers, smallest first: the names are the field's, the mode is what makes VP9 and AV1 send all three in Chromium.
 */
const simulcastLayers: RTCRtpEncodingParameters[] = [
  { rid: 'q', scaleResolutionDownBy: 4 },
  { rid: 'h', scaleResolutionDownBy: 2 },
  { rid: 'f' },
].map((layer) => ({ ...layer, scalabilityMode: 'L1T1' }))

/** Publishing: WHIP, the camera or the caller's own stream out. */
export function publisherRole(options: ResolvedOptions): Role {
  return {
    protocol: 'whip',
    endpoint: (node) => new URL(`/whip/${options.name}`, node),
    media: async (signal) => options.media ?? captureCamera({ video: options.video, audio: options.audio, signal }),
    attach(pc, media) {
      for (const track of media.getTracks()) {
        const layers = track.kind === 'video' && options.simulcast ? { sendEncodings: simulcastLayers } : {}
        pc.addTransceiver(track, { direction: 'sendonly', streams: [media], ...layers })
      }
      return { opened() {}, bye() {} }
    },
    release(media) {
      if (media !== options.media) for (const track of media.getTracks()) track.stop()
    },
  }
}
