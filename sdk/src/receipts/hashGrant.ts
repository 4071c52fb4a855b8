import type { Domain, SessionGrant } from '../control/frames.js'
import { typedDataDigest } from './typedDataDigest.js'

const type =
  'SessionGrant(bytes32 streamId,address relay,address viewerKey,uint64 notBefore,uint64 notAfter,uint32 maxKbps)'

/** The digest the stream key signs, and by which receipts refer to their grant. */
export function hashGrant(grant: SessionGrant, domain: Domain): Uint8Array {
  const { streamId, relay, viewerKey, notBefore, notAfter, maxKbps } = grant
  return typedDataDigest(domain, type, [streamId, relay, viewerKey, notBefore, notAfter, maxKbps])
}
