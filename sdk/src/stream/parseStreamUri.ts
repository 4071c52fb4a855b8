import { InvalidOptionError } from '../errors/errors.js'
import { type Hex, type StreamRef, streamNamePattern } from './StreamRef.js'

/**
 * Reads a stream link. Bootstrap addresses after `?via=` are for nodes and are passed over here.
 *
 * @example
 * import { parseStreamUri } from '@casto-network/sdk'
 *
 * parseStreamUri('casto://0x00000000000000000000000000000000000000aa/live').name // 'live'
 *
 * @throws InvalidOptionError when it is none.
 */
export function parseStreamUri(uri: string): StreamRef {
  const match = /^casto:\/\/(0x[0-9a-f]{40})\/([^/?#]+)(?:\?[^#]*)?$/i.exec(uri.trim())
  const [, streamer, name] = match ?? []
  if (!streamer || !name || !streamNamePattern.test(name)) {
    throw new InvalidOptionError('This is not a stream link.', {
      details: `want casto://0x<40 hex digits>/<name>, got ${JSON.stringify(uri.slice(0, 120))}`,
    })
  }
  return { streamer: streamer.toLowerCase() as Hex, name }
}
