import type { PostOfferReturnType } from '../http/postOffer.js'
import { type Link, linksOf } from '../http/parseLinkHeader.js'
import { publishedStream } from '../http/publishedStream.js'
import { formatStreamUri } from '../stream/formatStreamUri.js'
import type { ResolvedOptions } from './resolveOptions.js'

/** What a session knows of the network: what it was given, and what nodes have told it since. */
export type Knowledge = {
  nodes: URL[]
  /** Nodes that carry the stream, as the one in use last told, the best first. */
  alternatives: URL[]
  iceServers: RTCIceServer[]
  /** The stream's link. */
  stream: string | undefined
}

/** A node may name others, but not flood its viewers with them. */
const maxNodes = 16

/** What is known before any node has answered. */
export function createKnowledge({ nodes, iceServers, watched }: ResolvedOptions): Knowledge {
  return { nodes: [...nodes], alternatives: [], iceServers: [...(iceServers ?? [])], stream: watched && formatStreamUri(watched) }
}

/** Adds what a node's answer tells: ICE servers, in fresh credentials too, and a publisher's own stream. */
export function learn(known: Knowledge, { iceServers, links }: Pick<PostOfferReturnType, 'iceServers' | 'links'>): void {
  const named = new Set(iceServers.map(({ urls }) => String(urls)))
  known.iceServers = [...known.iceServers.filter(({ urls }) => !named.has(String(urls))), ...iceServers]
  known.stream ??= publishedStream(links)
}

/** Adds the other nodes that an answer or a refusal names. */
export function learnNodes(known: Knowledge, links: Link[]): void {
  for (const { target } of linksOf(links, 'urn:casto:node')) {
    if (known.nodes.length >= maxNodes || !/^https?:\/\//.test(target) || !URL.canParse(target)) continue
    const node = new URL(target)
    if (!known.nodes.some(({ origin }) => origin === node.origin)) known.nodes.push(node)
  }
}

/**
 * The nodes to try when one is lost, or to be held ready: first those that carry the stream, the lost one last. A page that came by
 * https can ask no other kind.
 */
export function nodesBesides({ nodes, alternatives }: Knowledge, present: URL, pageUrl = globalThis.location?.href): URL[] {
  const secure = pageUrl !== undefined && new URL(pageUrl).protocol === 'https:'
  const origins = new Map([...alternatives, ...nodes].map((node) => [node.origin, node]))
  origins.delete(present.origin)
  return [...origins.values()].filter(({ protocol, hostname }) => !secure || protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1')
}
