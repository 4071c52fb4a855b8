import type { StreamRef } from './StreamRef.js'

/**
 * Writes a stream's link, `casto://0x…/name`.
 *
 * @example
 * import { formatStreamUri } from '@casto-network/sdk'
 *
 * formatStreamUri({ streamer: '0x00000000000000000000000000000000000000aa', name: 'live' })
 */
export function formatStreamUri(stream: StreamRef): string {
  return `casto://${stream.streamer.toLowerCase()}/${stream.name}`
}
