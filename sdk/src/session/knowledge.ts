import type { PostOfferReturnType } from '../http/postOffer.js'
import { linksOf } from '../http/parseLinkHeader.js'
import { publishedStream } from '../http/publishedStream.js'
import { formatStreamUri } from '../stream/formatStreamUri.js'
import type { ResolvedOptions } from './resolveOptions.js'

/** What a session knows of the network: what it was given, and what nodes have told it since. */
export type Knowledge = {
  nodes: URL[]
  iceServers: RTCIceServer[]
  /** The stream's link. */
  stream: string | undefined
}

/** A node may name others, but not flood its viewers with them. */
const maxNodes = 16

/** What is known before any node has answered. */
export function createKnowledge({ nodes, iceServers, watched }: ResolvedOptions): Knowledge {
  return { nodes: [...nodes], iceServers: [...(iceServers ?? [])], stream: watched && formatStreamUri(watched) }
}

/** Adds what a node's answer tells: ICE servers, in fresh credentials too, other nodes, and a publisher's own stream. */
export function learn(known: Knowledge, { iceServers, links }: Pick<PostOfferReturnType, 'iceServers' | 'links'>): void {
  const named = new Set(iceServers.map(({ urls }) => String(urls)))
  known.iceServers = [...known.iceServers.filter(({ urls }) => !named.has(String(urls))), ...iceServers]
  for (const { target } of linksOf(links, 'urn:casto:node')) {
    if (known.nodes.length >= maxNodes || !/^https?:\/\//.test(target) || !URL.canParse(target)) continue
    const node = new URL(target)
    if (!known.nodes.some(({ origin }) => origin === node.origin)) known.nodes.push(node)
  }
  known.stream ??= publishedStream(links)
}
