import { parseStreamUri } from './parseStreamUri.js'
import type { StreamRef } from './StreamRef.js'
import { viaOf } from './viaOf.js'

/**
 * Finds the stream in a page's own link: `/watch/0x…/name` (with `?via=`), `#casto://…`, or `?stream=casto://…`. A link that holds none
 * gives undefined; one that holds a broken one throws, so that a mistyped invitation is not taken for "publish".
 *
 * @throws InvalidOptionError
 */
export function streamFromUrl(url: URL): StreamRef | undefined {
  const asked = url.searchParams.get('stream')
  if (asked !== null) return parseStreamUri(asked)
  if (/^#casto:/i.test(url.hash)) return parseStreamUri(decode(url.hash.slice(1)))
  const path = /^\/watch\/([^/]+)\/([^/]+)\/?$/.exec(url.pathname)
  if (!path) return undefined
  const stream = parseStreamUri(`casto://${path[1]}/${decode(path[2] ?? '')}`)
  const via = viaOf(url.searchParams)
  return via.length > 0 ? { ...stream, via } : stream
}

/** Percent-decoding that hands broken input on unchanged, for the parser to refuse. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
