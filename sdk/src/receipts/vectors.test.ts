import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseFrame } from '../control/parseFrame.js'
import type { Hex } from '../stream/StreamRef.js'
import { bytesOf, hexOf } from './encode.js'
import { hashGrant } from './hashGrant.js'
import { hashReceipt } from './hashReceipt.js'
import { createSessionKey } from './sessionKey.js'
import { structHash, typedDataDigest } from './typedDataDigest.js'

type Vector = {
  type: string
  case: string
  domain: { chainId: string; verifyingContract: Hex }
  message: Record<string, string | number>
  structHash: Hex
  digest: Hex
  privateKey: Hex
  signer: Hex
  signature: Hex
}

// The vectors are shared with Go and Solidity; a missing file fails here, it is never skipped.
const file = JSON.parse(readFileSync(new URL('../../../abi/vectors.json', import.meta.url), 'utf8')) as {
  types: { name: string; string: string; typeHash: Hex }[]
  vectors: Vector[]
}
const named = file.vectors.map((vector) => [`${vector.type}, ${vector.case}`, vector] as const)
const domainOf = ({ domain }: Vector) => ({ chainId: BigInt(domain.chainId), verifyingContract: domain.verifyingContract })
const hex = (vector: Vector, name: string) => vector.message[name] as Hex
const uint = (vector: Vector, name: string) => BigInt(vector.message[name] as string)

test.each(named)('%s: struct hash, digest and signature', (_, vector) => {
  const type = file.types.find(({ name }) => name === vector.type)?.string ?? ''
  // The members stand in the type's order; integers are numbers or decimal strings, the rest is hex.
  const members = [...type.matchAll(/(\w+) (\w+)(?=[,)])/g)].map(([, kind, name]) =>
    kind?.startsWith('uint') ? uint(vector, name ?? '') : hex(vector, name ?? ''),
  )
  expect(members).toHaveLength(Object.keys(vector.message).length)
  expect(hexOf(structHash(type, members))).toBe(vector.structHash)
  const digest = typedDataDigest(domainOf(vector), type, members)
  expect(hexOf(digest)).toBe(vector.digest)
  const key = createSessionKey(bytesOf(vector.privateKey))
  expect(key.address).toBe(vector.signer)
  expect(key.sign(digest)).toBe(vector.signature)
})

test('grants are read off a frame and hashed as in the vectors', () => {
  const grants = file.vectors.filter(({ type }) => type === 'SessionGrant')
  expect(grants.length).toBeGreaterThan(0)
  for (const vector of grants) {
    const frame = parseFrame(JSON.stringify({ type: 'grant', grant: vector.message, signature: vector.signature, domain: vector.domain }))
    expect(frame?.type === 'grant' && hexOf(hashGrant(frame.grant, frame.domain)), vector.case).toBe(vector.digest)
  }
})

test('receipts are hashed as in the vectors', () => {
  const receipts = file.vectors.filter(({ type }) => type === 'Receipt')
  expect(receipts.length).toBeGreaterThan(0)
  for (const vector of receipts) {
    const receipt = {
      grantHash: hex(vector, 'grantHash'),
      relay: hex(vector, 'relay'),
      seq: uint(vector, 'seq'),
      bytesTotal: uint(vector, 'bytesTotal'),
      timeMs: uint(vector, 'timeMs'),
      mediaDigest: hex(vector, 'mediaDigest'),
    }
    expect(hexOf(hashReceipt(receipt, domainOf(vector))), vector.case).toBe(vector.digest)
  }
})
