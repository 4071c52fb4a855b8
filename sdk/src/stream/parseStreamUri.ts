import { InvalidOptionError } from '../errors/errors.js'
import { type Hex, type StreamRef, streamNamePattern } from './StreamRef.js'
import { viaOf } from './viaOf.js'

/** Longer links are no links. */
const maxLength = 4096

/**
 * Reads a stream link, `casto://0x…/name` with bootstrap addresses after `?via=`.
 *
 * @example
 * import { parseStreamUri } from '@casto-network/sdk'
 *
 * parseStreamUri('casto://0x00000000000000000000000000000000000000aa/live').name // 'live'
 *
 * @throws InvalidOptionError when it is none.
 */
export function parseStreamUri(uri: string): StreamRef {
  const link = uri.trim()
  const match = /^casto:\/\/(0x[0-9a-f]{40})\/([^/?#]+)(?:\?([^#]*))?$/i.exec(link.slice(0, maxLength + 1))
  const [, streamer, name, query] = match ?? []
  if (!streamer || !name || !streamNamePattern.test(name) || link.length > maxLength) {
    throw new InvalidOptionError('This is not a stream link.', {
      details: `want casto://0x<40 hex digits>/<name>, got ${JSON.stringify(uri.slice(0, 120))}`,
    })
  }
  const via = viaOf(new URLSearchParams(query))
  return { streamer: streamer.toLowerCase() as Hex, name, ...(via.length > 0 ? { via } : {}) }
}
