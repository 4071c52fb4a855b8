import type { CastoError } from './errors/CastoError.js'
import type { Layers, Limit } from './control/frames.js'
import type { Quality } from './session/createQuality.js'
import type { StreamRef } from './stream/StreamRef.js'

/** Whether an object watches a stream or publishes one. */
export type CastoRole = 'viewer' | 'publisher'

/**
 * Where a session stands. `idle` before start(); `connecting`; `waiting` while nobody is live under the name, or the node
 * is full and will be asked again; `live`; `reconnecting` after the connection was lost; `stopped`; `failed` when it was
 * given up for a reason that waiting does not cure.
 */
export type CastoState = 'idle' | 'connecting' | 'waiting' | 'live' | 'reconnecting' | 'stopped' | 'failed'

/** Video codecs that relays carry. */
export type VideoCodec = 'VP8' | 'H264' | 'VP9' | 'AV1'

/** A change of the node, by origin. */
export type Takeover = { from: string; to: string }

/** Everything is optional: without any, the page's link decides what is watched, and if it names no stream the camera is published. */
export type CastoOptions = {
  /** Watch this stream: `casto://0x…/name`, or its parts. */
  stream?: string | StreamRef | undefined
  /**
   * The node to speak to, by its URL; several are tried in turn. By default the node that served this script, or else the
   * page.
   */
  node?: string | URL | readonly (string | URL)[] | undefined
  /** Name to publish under, `live` by default. */
  name?: string | undefined
  /** Bearer token that the node asks publishers for. */
  token?: string | undefined
  /** Publish this instead of the camera. It stays the caller's: stop() leaves its tracks running. */
  media?: MediaStream | undefined
  /** Camera constraints, or false for none. 1280x720 at 30 by default. */
  video?: boolean | MediaTrackConstraints | undefined
  /** Microphone constraints, or false for none. */
  audio?: boolean | MediaTrackConstraints | undefined
  /** STUN and TURN servers besides those that the node names. */
  iceServers?: readonly RTCIceServer[] | undefined
  /** Ends start() when fired, and the session when fired later. */
  signal?: AbortSignal | undefined
  /**
   * Publish the picture in three sizes (a small one in two), so that viewers on narrow lines get a smaller one. On by default;
   * a browser or node that cannot sends and takes the whole picture alone.
   */
  simulcast?: boolean | undefined
  /** Video codec to publish with, where the browser has it. By default the browser's first choice, VP8, which all can play. */
  codec?: VideoCodec | undefined
  /** Told of every change, with the error behind `waiting`, `reconnecting` and `failed`. */
  onState?: ((state: CastoState, cause?: CastoError) => void) | undefined
  /**
   * Hold a second connection ready, at another node that the first has named: it is sent nothing, and takes over when the node in use
   * dies, stops or goes silent. On by default; without it another node is asked only then, which takes longer. Viewers only.
   */
  standby?: boolean | undefined
  /** Watch no more than these layers of the video; setLayers() changes it. */
  layers?: Layers | undefined
  /** Told when the connection held ready has taken over; the MediaStream stays the same. */
  onTakeover?: ((takeover: Takeover) => void) | undefined
  /** Told how picture and sound come, and of which size the picture is, when that changes; viewers only. */
  onQuality?: ((quality: Quality) => void) | undefined
  /** Told when the relay slows or pauses this viewer because bytes are unpaid, and when it no longer does. */
  onLimit?: ((limit: Limit) => void) | undefined
}
