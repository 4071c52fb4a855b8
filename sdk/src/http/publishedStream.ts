import { formatStreamUri } from '../stream/formatStreamUri.js'
import { parseStreamUri } from '../stream/parseStreamUri.js'
import type { Link } from './parseLinkHeader.js'

/** The stream's link that a node names in its answer to a publisher (any Link to casto://…); undefined when it names none. */
export function publishedStream(links: Link[]): string | undefined {
  const link = links.find(({ target }) => target.startsWith('casto://'))
  try {
    return link && formatStreamUri(parseStreamUri(link.target))
  } catch {
    return undefined // publishing works without
  }
}
