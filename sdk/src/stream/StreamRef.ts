/** Bytes as 0x and lower-case hex digits. */
export type Hex = `0x${string}`

/** A stream's name in the network: who streams it, and what they call it. */
export type StreamRef = {
  /** The streamer's Ethereum address, 0x and 40 lower-case hex digits. */
  streamer: Hex
  /** What the streamer calls it, e.g. `live`: a letter or digit, then up to 63 of a-z 0-9 - _ . */
  name: string
  /** Addresses of nodes that know the stream (libp2p multiaddrs), for a node that does not: the invitation in a link. */
  via?: readonly string[] | undefined
}

/** The shape of a stream's name: a letter or digit, then up to 63 of a-z 0-9 - _ . */
export const streamNamePattern = /^[a-z0-9][a-z0-9\-_.]{0,63}$/
