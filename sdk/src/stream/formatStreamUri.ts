import type { StreamRef } from './StreamRef.js'
import { viaQuery } from './viaQuery.js'

/**
 * Writes a stream's link, `casto://0x…/name`, with its bootstrap addresses if it has any.
 *
 * @example
 * import { formatStreamUri } from '@casto-network/sdk'
 *
 * formatStreamUri({ streamer: '0x00000000000000000000000000000000000000aa', name: 'live' })
 */
export function formatStreamUri({ streamer, name, via }: StreamRef): string {
  return `casto://${streamer.toLowerCase()}/${name}${viaQuery(via)}`
}
