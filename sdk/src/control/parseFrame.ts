import type { Hex } from '../stream/StreamRef.js'
import type { Domain, RelayFrame, SessionGrant } from './frames.js'

/** No frame is longer, in either direction. */
export const maxFrameBytes = 4096

/**
 * Reads one frame from a relay. Frames of unknown types, and those with a field missing or out of range, give undefined:
 * a viewer passes over what it does not understand.
 */
export function parseFrame(data: unknown): RelayFrame | undefined {
  if (typeof data !== 'string' || data.length > maxFrameBytes) return undefined
  let frame: unknown
  try {
    frame = JSON.parse(data)
  } catch {
    return undefined
  }
  if (!isRecord(frame)) return undefined
  switch (frame['type']) {
    case 'grant':
      return grantFrame(frame)
    case 'free':
      return { type: 'free', reason: text(frame['reason']) }
    case 'ack': {
      const seq = uint(frame['seq'], 64)
      return seq === undefined ? undefined : { type: 'ack', seq }
    }
    case 'limit': {
      const state = frame['state']
      if (state !== 'none' && state !== 'lowest' && state !== 'paused') return undefined
      return { type: 'limit', state, reason: text(frame['reason']) }
    }
    case 'error':
      return { type: 'error', code: text(frame['code']), reason: text(frame['reason']) }
    case 'source': {
      const state = frame['state']
      return state === 'live' || state === 'silent' || state === 'idle' ? { type: 'source', state } : undefined
    }
    case 'alternatives': {
      const urls = baseUrls(frame['urls'] ?? [])
      const above = baseUrls(frame['above'] ?? [])
      return urls && above && { type: 'alternatives', urls, above }
    }
    case 'move': {
      const deadlineMs = uint(frame['deadlineMs'], 32)
      return deadlineMs === undefined ? undefined : { type: 'move', deadlineMs: Number(deadlineMs), reason: text(frame['reason']) }
    }
    default:
      return undefined
  }
}

function grantFrame(frame: Record<string, unknown>): RelayFrame | undefined {
  const grant = sessionGrant(frame['grant'])
  const domain = domainOf(frame['domain'])
  const signature = hex(frame['signature'], 65)
  return grant && domain && signature ? { type: 'grant', grant, signature, domain } : undefined
}

function sessionGrant(value: unknown): SessionGrant | undefined {
  if (!isRecord(value)) return undefined
  const streamId = hex(value['streamId'], 32)
  const relay = hex(value['relay'], 20)
  const viewerKey = hex(value['viewerKey'], 20)
  const notBefore = uint(value['notBefore'], 64)
  const notAfter = uint(value['notAfter'], 64)
  const maxKbps = uint(value['maxKbps'], 32)
  if (!streamId || !relay || !viewerKey) return undefined
  if (notBefore === undefined || notAfter === undefined || maxKbps === undefined) return undefined
  return { streamId, relay, viewerKey, notBefore, notAfter, maxKbps }
}

function domainOf(value: unknown): Domain | undefined {
  if (!isRecord(value)) return undefined
  const chainId = uint(value['chainId'], 64)
  const verifyingContract = hex(value['verifyingContract'], 20)
  return chainId !== undefined && verifyingContract ? { chainId, verifyingContract } : undefined
}

/** 0x-hex of exactly so many bytes, in lower case. */
function hex(value: unknown, bytes: number): Hex | undefined {
  if (typeof value !== 'string' || value.length !== 2 + 2 * bytes || !/^0x[0-9a-f]+$/i.test(value)) return undefined
  return value.toLowerCase() as Hex
}

/** A decimal string, or a number that JSON carries exactly. */
function uint(value: unknown, bits: number): bigint | undefined {
  const written = typeof value === 'string' ? /^\d{1,20}$/.test(value) : Number.isSafeInteger(value) && Number(value) >= 0
  if (!written) return undefined
  const number = BigInt(value as string | number)
  return number >> BigInt(bits) === 0n ? number : undefined
}

/** Words from a relay end up on pages: one line of bounded length, without control or direction characters. */
function text(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim().slice(0, 200)
}

/** At most eight base URLs of relays: http or https, and nothing behind the port. */
function baseUrls(value: unknown): URL[] | undefined {
  if (!Array.isArray(value) || value.length > 8) return undefined
  const isBase = (base: unknown) => typeof base === 'string' && base.length <= 128 && /^https?:\/\/[^/?#@]+\/?$/.test(base) && URL.canParse(base)
  return value.every(isBase) ? value.map((base) => new URL(base)) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
