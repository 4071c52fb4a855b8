import type { Domain, RelayFrame } from '../control/frames.js'
import type { Hex, StreamRef } from '../stream/StreamRef.js'
import { hexOf } from './encode.js'
import { hashGrant } from './hashGrant.js'
import { type Receipt, hashReceipt } from './hashReceipt.js'
import { type SessionKey, createSessionKey } from './sessionKey.js'
import { streamId } from './streamId.js'

/** The viewer's half of the payment protocol: frames in, frames out, no clock and no network. */
export type ReceiptSession = {
  readonly address: Hex
  hello(): string
  /** Takes a grant; why it was refused, or undefined when it holds from now on. */
  grant(frame: Extract<RelayFrame, { type: 'grant' }>): string | undefined
  /** The next receipt frame, or undefined while there is no grant or nothing new to acknowledge. */
  receipt(bytesTotal: number, nowMs: number): string | undefined
  /** Takes an acknowledgement; how many receipts are stored in all, under every grant so far. */
  acked(seq: bigint): number
}

const within = (n: bigint, least: bigint, most: bigint) => (n < least ? least : n > most ? most : n)

const noDigest: Hex = `0x${'00'.repeat(32)}`

/**
 * Begins a session with a fresh key, for one connection whose byte counter starts at nought. A grant counts only when it
 * names this key and this stream, so a relay cannot have bytes of one stream acknowledged for another. A renewed grant
 * counts anew from what the last receipt under the old one acknowledged, so that no byte is acknowledged twice or never.
 */
export function createReceiptSession(stream: StreamRef, key: SessionKey = createSessionKey()): ReceiptSession {
  const wanted = streamId(stream)
  let held: { hash: Hex; relay: Hex; domain: Domain; beginMs: bigint; endMs: bigint } | undefined
  let seq = 0n
  let base = 0n // the connection's counter when the grant was taken
  let acknowledged = 0n // since then
  let storedBefore = 0n // receipts stored under earlier grants
  let stored = 0n // receipts stored under this one
  return {
    address: key.address,
    hello: () => JSON.stringify({ type: 'hello', viewer: key.address }),
    grant({ grant, domain }) {
      if (grant.viewerKey !== key.address) return 'the grant is for another viewer'
      if (grant.streamId !== wanted) return 'the grant is for another stream'
      if (grant.notAfter < grant.notBefore) return 'the grant holds at no time'
      const hash = hexOf(hashGrant(grant, domain))
      if (held && held.hash !== hash) {
        base += acknowledged
        storedBefore += stored
        seq = acknowledged = stored = 0n
      }
      held = { hash, relay: grant.relay, domain, beginMs: grant.notBefore * 1000n, endMs: grant.notAfter * 1000n }
      return undefined
    },
    receipt(bytesTotal, nowMs) {
      const bytes = BigInt(Math.floor(bytesTotal)) - base
      if (!held || bytes <= acknowledged) return undefined
      acknowledged = bytes
      seq += 1n
      const receipt: Receipt = {
        grantHash: held.hash,
        relay: held.relay,
        seq,
        bytesTotal: bytes,
        // A relay takes no receipt of a time far outside the grant, and a viewer's clock may be wrong.
        timeMs: within(BigInt(Math.floor(nowMs)), held.beginMs, held.endMs),
        mediaDigest: noDigest,
      }
      const signature = key.sign(hashReceipt(receipt, held.domain))
      return JSON.stringify({ type: 'receipt', receipt: decimal(receipt), signature })
    },
    acked(upTo) {
      // A relay cannot have stored what was not sent.
      if (upTo > stored && upTo <= seq) stored = upTo
      return Number(storedBefore + stored)
    },
  }
}

/** JSON has no 64-bit integers: they travel as decimal strings. */
function decimal(receipt: Receipt): Record<string, string> {
  return Object.fromEntries(Object.entries(receipt).map(([name, value]) => [name, value.toString()]))
}
