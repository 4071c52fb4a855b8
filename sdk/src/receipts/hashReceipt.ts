import type { Domain } from '../control/frames.js'
import type { Hex } from '../stream/StreamRef.js'
import { typedDataDigest } from './typedDataDigest.js'

/** A viewer's acknowledgement of all it has received in a session so far (EIP-712 `Receipt`). */
export type Receipt = {
  grantHash: Hex
  relay: Hex
  /** Rises by one with every receipt of a session. */
  seq: bigint
  /** Unique media payload bytes since the session began. */
  bytesTotal: bigint
  /** When it was signed, Unix milliseconds. */
  timeMs: bigint
  mediaDigest: Hex
}

const type =
  'Receipt(bytes32 grantHash,address relay,uint64 seq,uint64 bytesTotal,uint64 timeMs,bytes32 mediaDigest)'

/** The digest a viewer signs. */
export function hashReceipt(receipt: Receipt, domain: Domain): Uint8Array {
  const { grantHash, relay, seq, bytesTotal, timeMs, mediaDigest } = receipt
  return typedDataDigest(domain, type, [grantHash, relay, seq, bytesTotal, timeMs, mediaDigest])
}
