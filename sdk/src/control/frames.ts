import type { Hex } from '../stream/StreamRef.js'

/** What a relay does to this viewer while bytes are unpaid: nothing, the lowest layer only, or nothing at all. */
export type LimitState = 'none' | 'lowest' | 'paused'

/** A limit with the relay's own words for why. */
export type Limit = { state: LimitState; reason: string }

/** The streamer's admission of one viewer key to one relay, as EIP-712 has it (`SessionGrant`). */
export type SessionGrant = {
  streamId: Hex
  relay: Hex
  viewerKey: Hex
  notBefore: bigint
  notAfter: bigint
  maxKbps: bigint
}

/** The EIP-712 domain all typed messages are signed under. */
export type Domain = { chainId: bigint; verifyingContract: Hex }

/** What a relay gets of a stream: media, nothing, or nothing because all its viewers are on standby and it asks for none. */
export type SourceState = 'live' | 'silent' | 'idle'

/** What a relay says on the data channel `casto`. */
export type RelayFrame =
  | { type: 'grant'; grant: SessionGrant; signature: Hex; domain: Domain }
  | { type: 'free'; reason: string }
  | { type: 'ack'; seq: bigint }
  | ({ type: 'limit' } & Limit)
  | { type: 'error'; code: string; reason: string }
  | { type: 'source'; state: SourceState }
  | { type: 'alternatives'; urls: URL[]; above: URL[] }
  | { type: 'move'; deadlineMs: number; reason: string }

/** Which layers of the video a viewer wants at most; what is left out is not bounded. */
export type Layers = {
  /** The highest simulcast layer, by its RTP stream id: `q`, `h` or `f` of a picture that this SDK publishes. */
  rid?: string | undefined
  /** How many spatial layers of a scalable stream, 1 being the smallest picture. */
  spatial?: number | undefined
  /** How many temporal layers, 1 being the lowest frame rate. */
  temporal?: number | undefined
}

/** What a viewer says there, but for receipts. */
export type ViewerFrame =
  | { type: 'bye' }
  | { type: 'standby'; on: boolean }
  | ({ type: 'layers' } & Layers)
  | { type: 'silent'; forMs: number }
