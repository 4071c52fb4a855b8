import type { Hex, StreamRef } from '../stream/StreamRef.js'
import { bytesOf, hexOf, keccak, utf8 } from './encode.js'

/** The stream's identifier: keccak256(streamer's 20 bytes || name). */
export function streamId(stream: StreamRef): Hex {
  return hexOf(keccak(bytesOf(stream.streamer), utf8(stream.name)))
}
