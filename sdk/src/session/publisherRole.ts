import { addVideo } from '../rtc/addVideo.js'
import type { ResolvedOptions } from './resolveOptions.js'
import { captureCamera } from './captureCamera.js'
import type { Role } from './Role.js'

/** Publishing: WHIP, the camera or the caller's own stream out. */
export function publisherRole(options: ResolvedOptions): Role {
  return {
    protocol: 'whip',
    endpoint: (node) => new URL(`/whip/${options.name}`, node),
    media: async (signal) => options.media ?? captureCamera({ video: options.video, audio: options.audio, signal }),
    attach({ pc, media }) {
      const settle: (() => Promise<void>)[] = []
      for (const track of media.getTracks()) {
        if (track.kind === 'video') settle.push(addVideo({ pc, track, media, simulcast: options.simulcast !== false, codec: options.codec }))
        else pc.addTransceiver(track, { direction: 'sendonly', streams: [media] })
      }
      // What a browser will not change it keeps sending as it was; and a connection that has ended meanwhile sends nothing.
      return { opened: () => settle.forEach((video) => void video().catch(() => undefined)), bye() {} }
    },
    release(media) {
      if (media !== options.media) for (const track of media.getTracks()) track.stop()
    },
  }
}
