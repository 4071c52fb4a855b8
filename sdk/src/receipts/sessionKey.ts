import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { Hex } from '../stream/StreamRef.js'
import { hexOf, keccak } from './encode.js'

/** A viewer's key for one session. It is worth nothing elsewhere and never leaves the page. */
export type SessionKey = {
  address: Hex
  /** r || s || v with low s and v 27 or 28, over a 32-byte digest. */
  sign(digest: Uint8Array): Hex
}

/** Makes a session key, a fresh one unless a secret is given. */
export function createSessionKey(secret: Uint8Array = secp256k1.utils.randomSecretKey()): SessionKey {
  const publicKey = secp256k1.getPublicKey(secret, false)
  return {
    address: hexOf(keccak(publicKey.subarray(1)).subarray(12)),
    sign(digest) {
      const recovered = secp256k1.sign(digest, secret, { prehash: false, lowS: true, format: 'recovered' })
      const signature = new Uint8Array(65)
      signature.set(recovered.subarray(1))
      signature[64] = 27 + (recovered[0] ?? 0)
      return hexOf(signature)
    },
  }
}
