import { runControl } from '../control/runControl.js'
import type { StreamRef } from '../stream/StreamRef.js'
import { viaQuery } from '../stream/viaQuery.js'
import type { Role } from './Role.js'

/** Watching: WHEP, one video and one audio track in, receipts out over the data channel `casto`. */
export function viewerRole(stream: StreamRef): Role {
  return {
    protocol: 'whep',
    // A node that does not carry the stream asks those in the query for it.
    endpoint(node, standby) {
      const url = new URL(`/whep/${stream.streamer}/${stream.name}${viaQuery(stream.via)}`, node)
      if (standby) url.search += `${url.search ? '&' : '?'}standby=1`
      return url
    },
    media: async () => new MediaStream(),
    attach({ pc, media, payloadBytes, onLimit, onAlternatives, onMove }) {
      // The viewer makes the channel, and before the offer: a WHEP session has no second one.
      const channel = pc.createDataChannel('casto')
      const control = runControl({ channel, stream, payloadBytes, onLimit, onAlternatives, onMove })
      const tracks: MediaStreamTrack[] = []
      pc.addTransceiver('video', { direction: 'recvonly' })
      pc.addTransceiver('audio', { direction: 'recvonly' })
      pc.addEventListener('track', ({ track }) => tracks.push(track))
      return {
        channel,
        control,
        bye: control.bye,
        opened: () => swapTracks(media, tracks),
      }
    },
    release(media) {
      for (const track of media.getTracks()) track.stop()
    },
  }
}

/** Puts new tracks in the place of the old, the new first: a stream whose tracks have all ended stops its video element. */
function swapTracks(media: MediaStream, tracks: MediaStreamTrack[]): void {
  const old = media.getTracks()
  for (const track of tracks) media.addTrack(track)
  for (const track of old) {
    media.removeTrack(track)
    track.stop()
  }
}
