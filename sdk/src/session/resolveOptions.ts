import { InvalidOptionError } from '../errors/errors.js'
import type { CastoOptions } from '../options.js'
import { formatStreamUri } from '../stream/formatStreamUri.js'
import { parseStreamUri } from '../stream/parseStreamUri.js'
import { type StreamRef, streamNamePattern } from '../stream/StreamRef.js'
import { streamFromUrl } from '../stream/streamFromUrl.js'

/** Options after the page's link and the defaults have had their say. */
export type ResolvedOptions = CastoOptions & {
  /** What is watched; undefined for a publisher. */
  watched: StreamRef | undefined
  nodes: URL[]
  name: string
}

export type ResolveOptionsParameters = {
  options: CastoOptions
  /** Where this script came from. */
  scriptUrl: string
  /** The page's URL; undefined outside a browser. */
  pageUrl: string | undefined
}

/**
 * Decides what a CASTO is to do. What is passed as `media` is published whatever the link says; else a stream in the
 * options is watched, else the one in the page's link; else the camera is published.
 *
 * @throws InvalidOptionError
 */
export function resolveOptions({ options, scriptUrl, pageUrl }: ResolveOptionsParameters): ResolvedOptions {
  const name = options.name ?? 'live'
  if (!streamNamePattern.test(name)) {
    throw new InvalidOptionError('This is no name for a stream.', { details: `want a-z 0-9 - _ . with a letter or digit first, got ${JSON.stringify(name)}` })
  }
  const { stream } = options
  let watched: StreamRef | undefined
  if (stream !== undefined) watched = parseStreamUri(typeof stream === 'string' ? stream : formatStreamUri(stream))
  else if (!options.media && pageUrl !== undefined) watched = streamFromUrl(new URL(pageUrl))
  return { ...options, name, watched, nodes: nodesOf(options.node, scriptUrl, pageUrl) }
}

function nodesOf(node: CastoOptions['node'], scriptUrl: string, pageUrl: string | undefined): URL[] {
  if (node === undefined) {
    const own = [scriptUrl, pageUrl].find((url) => url !== undefined && /^https?:/.test(url))
    return own === undefined ? [] : [new URL('/', own)]
  }
  const given = typeof node === 'string' || node instanceof URL ? [node] : node
  return given.map((url) => {
    if (!URL.canParse(String(url)) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new InvalidOptionError('A node is given by its http or https URL.', { details: `got ${JSON.stringify(String(url))}` })
    }
    return new URL(url)
  })
}
