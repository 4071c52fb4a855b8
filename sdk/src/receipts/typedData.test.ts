import { hashTypedData, keccak256, recoverAddress, encodePacked, type Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import type { Domain, SessionGrant } from '../control/frames.js'
import { bytesOf, hexOf } from './encode.js'
import { hashGrant } from './hashGrant.js'
import { type Receipt, hashReceipt } from './hashReceipt.js'
import { createSessionKey } from './sessionKey.js'
import { streamId } from './streamId.js'

/** The types as viem wants them: written out here by hand, so that a slip in ours does not hide in both. */
const types = {
  SessionGrant: [
    { name: 'streamId', type: 'bytes32' },
    { name: 'relay', type: 'address' },
    { name: 'viewerKey', type: 'address' },
    { name: 'notBefore', type: 'uint64' },
    { name: 'notAfter', type: 'uint64' },
    { name: 'maxKbps', type: 'uint32' },
  ],
  Receipt: [
    { name: 'grantHash', type: 'bytes32' },
    { name: 'relay', type: 'address' },
    { name: 'seq', type: 'uint64' },
    { name: 'bytesTotal', type: 'uint64' },
    { name: 'timeMs', type: 'uint64' },
    { name: 'mediaDigest', type: 'bytes32' },
  ],
} as const

const random = (bytes: number): Hex => hexOf(crypto.getRandomValues(new Uint8Array(bytes)))
/** Small numbers and the largest ones are where encodings break. */
const randomUint = (bits: number): bigint => {
  const draw = Math.random()
  if (draw < 0.1) return 0n
  if (draw < 0.2) return (1n << BigInt(bits)) - 1n
  return BigInt(random(bits / 8)) >> BigInt(Math.floor(Math.random() * bits))
}
const viemDomain = ({ chainId, verifyingContract }: Domain) => ({ name: 'CASTO PaymentChannels', version: '1', chainId, verifyingContract })

test('digests equal viem’s on random values', () => {
  for (let i = 0; i < 300; i++) {
    const domain: Domain = { chainId: randomUint(48), verifyingContract: random(20) }
    const grant: SessionGrant = { streamId: random(32), relay: random(20), viewerKey: random(20), notBefore: randomUint(64), notAfter: randomUint(64), maxKbps: randomUint(32) }
    expect(hexOf(hashGrant(grant, domain))).toBe(
      hashTypedData({ domain: viemDomain(domain), types, primaryType: 'SessionGrant', message: { ...grant, maxKbps: Number(grant.maxKbps) } }),
    )
    const receipt: Receipt = { grantHash: random(32), relay: random(20), seq: randomUint(64), bytesTotal: randomUint(64), timeMs: randomUint(64), mediaDigest: random(32) }
    expect(hexOf(hashReceipt(receipt, domain))).toBe(hashTypedData({ domain: viemDomain(domain), types, primaryType: 'Receipt', message: receipt }))
  }
})

test('keys, addresses and signatures equal viem’s', async () => {
  for (let i = 0; i < 20; i++) {
    const secret = generatePrivateKey()
    const key = createSessionKey(bytesOf(secret))
    const account = privateKeyToAccount(secret)
    expect(key.address).toBe(account.address.toLowerCase())
    const digest = random(32)
    const signature = key.sign(bytesOf(digest))
    expect(signature).toBe(await account.sign({ hash: digest })) // both are RFC 6979, low s, v 27 or 28
    expect((await recoverAddress({ hash: digest, signature })).toLowerCase()).toBe(key.address)
  }
})

test('every session has a key of its own', () => {
  expect(createSessionKey().address).not.toBe(createSessionKey().address)
})

test('stream ids equal viem’s packed hash', () => {
  for (const name of ['live', 'a', `z${'-_.9'.repeat(15)}`]) {
    const streamer = random(20)
    expect(streamId({ streamer, name })).toBe(keccak256(encodePacked(['address', 'string'], [streamer, name])))
  }
})
