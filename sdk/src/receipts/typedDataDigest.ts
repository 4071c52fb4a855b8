import type { Domain } from '../control/frames.js'
import type { Hex } from '../stream/StreamRef.js'
import { keccak, utf8, word } from './encode.js'

const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'

/**
 * The EIP-712 digest of a message whose members are all static, in the domain of the payment channels contract:
 * keccak256(0x1901 || domain separator || struct hash).
 */
export function typedDataDigest(domain: Domain, type: string, members: (bigint | Hex)[]): Uint8Array {
  const separator = keccak(
    keccak(utf8(domainType)),
    keccak(utf8('CASTO PaymentChannels')),
    keccak(utf8('1')),
    word(domain.chainId),
    word(domain.verifyingContract),
  )
  return keccak(Uint8Array.of(0x19, 0x01), separator, structHash(type, members))
}

/** keccak256(type hash || members), a message's struct hash. */
export function structHash(type: string, members: (bigint | Hex)[]): Uint8Array {
  return keccak(keccak(utf8(type)), ...members.map(word))
}
