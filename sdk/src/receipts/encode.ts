import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex } from '../stream/StreamRef.js'

/** Keccak-256 of the parts put together. */
export function keccak(...parts: Uint8Array[]): Uint8Array {
  return keccak_256(concatBytes(...parts))
}

/** The bytes of 0x-hex. */
export function bytesOf(hex: Hex): Uint8Array {
  return hexToBytes(hex.slice(2))
}

/** Bytes as 0x-hex in lower case. */
export function hexOf(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes)}`
}

/** An unsigned integer, address or hash as one 32-byte ABI word, padded on the left. */
export function word(value: bigint | Hex): Uint8Array {
  const digits = typeof value === 'bigint' ? value.toString(16) : value.slice(2)
  return hexToBytes(digits.padStart(64, '0'))
}

/** UTF-8. */
export const utf8: (text: string) => Uint8Array = utf8ToBytes
