import type { Limit } from '../control/frames.js'
import { CastoError } from '../errors/CastoError.js'
import { InvalidOptionError, NoPathError } from '../errors/errors.js'
import type { Link } from '../http/parseLinkHeader.js'
import { linksOf } from '../http/parseLinkHeader.js'
import { publishedStream } from '../http/publishedStream.js'
import type { CastoState } from '../options.js'
import { type ByteMeter, createByteMeter } from '../rtc/byteMeter.js'
import { type Session, openSession } from '../rtc/openSession.js'
import { type RtcSample, readStats } from '../rtc/readStats.js'
import type { CastoStats } from '../stats.js'
import { formatStreamUri } from '../stream/formatStreamUri.js'
import { createRateMeter } from './rateMeter.js'
import { keepConnected } from './keepConnected.js'
import { publisherRole } from './publisherRole.js'
import type { ResolvedOptions } from './resolveOptions.js'
import type { Attachment } from './Role.js'
import { untilLost } from './untilLost.js'
import { viewerRole } from './viewerRole.js'

/** One run from start() to stop(). */
export type RunningSession = {
  /** Settles when the first connection is live, or when it never will be. */
  started: Promise<MediaStream>
  /** Settles when everything has ended; never rejects. */
  finished: Promise<void>
  state(): CastoState
  /** The stream's link, once known. */
  stream(): string | undefined
  stats(): Promise<CastoStats>
  /** Says goodbye, closes, gives the camera back. `reason` is what a start() still waiting rejects with. */
  stop(reason?: unknown): Promise<void>
}

type Attached = Session & { node: URL; attachment: Attachment; meter: ByteMeter }

/**
 * Candidates of this host are there within milliseconds; those from a STUN or TURN server take a few round trips, and those
 * from a dead one never come. A viewer who is cut off waits least; one whom no path reached so far waits for every candidate.
 */
const gatherCapMs = { first: 500, resumed: 250, pathless: 2000 }

/** How long stop() waits for the last receipt to leave the browser. */
const drainCapMs = 250

/** Begins to watch or to publish. */
export function runSession(options: ResolvedOptions): RunningSession {
  const ended = new AbortController()
  const known = { nodes: [...options.nodes], iceServers: [...(options.iceServers ?? [])], stream: options.watched && formatStreamUri(options.watched) }
  const rate = createRateMeter()
  let state: CastoState = 'idle'
  let limit: Limit = { state: 'none', reason: '' }
  let current: Attached | undefined
  let sample: RtcSample | undefined
  let earlierBytes = 0
  let connections = 0
  let pathless = false

  const setLimit = (next: Limit) => {
    if (next.state === limit.state && next.reason === limit.reason) return
    limit = next
    options.onLimit?.(next)
  }
  let told = ''
  const setState = (next: CastoState, cause?: CastoError) => {
    state = next
    const news = `${next} ${cause?.message}`
    if (news !== told) options.onState?.(next, cause)
    told = news
  }
  const role = options.watched ? viewerRole(options.watched, setLimit) : publisherRole(options)

  const learn = (links: Link[], iceServers: RTCIceServer[]) => {
    for (const server of iceServers) {
      if (!known.iceServers.some(({ urls }) => String(urls) === String(server.urls))) known.iceServers.push(server)
    }
    for (const { target } of linksOf(links, 'urn:casto:node').slice(0, 16)) {
      if (!/^https?:\/\//.test(target) || !URL.canParse(target)) continue
      const node = new URL(target)
      if (!known.nodes.some(({ origin }) => origin === node.origin)) known.nodes.push(node)
    }
    known.stream ??= publishedStream(links)
  }
  const open = async (media: MediaStream, node: URL, signal: AbortSignal): Promise<Attached> => {
    const meter = createByteMeter()
    let attachment: Attachment | undefined
    const opening = openSession({
      protocol: role.protocol,
      endpoint: role.endpoint(node),
      token: options.token,
      iceServers: known.iceServers,
      gatherCapMs: gatherCapMs[pathless ? 'pathless' : connections > 0 ? 'resumed' : 'first'],
      prepare: (pc) => (attachment = role.attach(pc, media, meter.total)),
      onAnswer: ({ links, iceServers }) => learn(links, iceServers),
      signal,
    })
    opening.then(() => (pathless = false), (error: unknown) => (pathless = error instanceof NoPathError))
    const session = await opening
    attachment?.opened()
    return { ...session, node, meter, attachment: attachment as Attachment }
  }
  const onSample = (next: RtcSample) => {
    sample = next
    if (!current) return
    current.meter.update(next.payloadBytes)
    rate.update(earlierBytes + current.meter.total(), next.atMs)
  }
  const hide = () => {
    current?.attachment.bye()
    void current?.end()
  }

  const run = async (resolve: (media: MediaStream) => void): Promise<void> => {
    if (known.nodes.length === 0) throw new InvalidOptionError('Say which node to use: this page was served by none.', { details: 'option node' })
    const media = await role.media(ended.signal)
    globalThis.addEventListener?.('pagehide', hide)
    try {
      await keepConnected<Attached>({
        nodes: () => known.nodes,
        open: (node, signal) => open(media, node, signal),
        async work(session, signal) {
          earlierBytes += current?.meter.total() ?? 0
          current = session
          connections += 1
          resolve(media)
          const lost = await untilLost({ session, channel: session.attachment.channel, onSample, signal })
          setLimit({ state: 'none', reason: '' })
          return lost
        },
        onState: setState,
        signal: ended.signal,
      })
    } finally {
      globalThis.removeEventListener?.('pagehide', hide)
      role.release(media)
    }
  }

  const { promise: started, resolve, reject } = withResolvers<MediaStream>()
  const finished = run(resolve).catch((error: unknown) => {
    const stopped = ended.signal.aborted
    setState(stopped ? 'stopped' : 'failed', error instanceof CastoError ? error : undefined)
    reject(error)
  })

  const stop = async (reason: unknown = new DOMException('stopped', 'AbortError')) => {
    if (state === 'live' && current && !ended.signal.aborted) await farewell(current)
    ended.abort(reason)
    await finished
  }
  options.signal?.addEventListener('abort', () => void stop(options.signal?.reason), { once: true })
  if (options.signal?.aborted) ended.abort(options.signal.reason)

  return {
    started,
    finished,
    state: () => state,
    stream: () => known.stream,
    stop,
    async stats() {
      if (current && state === 'live') onSample(await readStats(current.pc))
      return {
        role: options.watched ? 'viewer' : 'publisher',
        state,
        stream: known.stream,
        node: current?.node.origin,
        bytes: earlierBytes + (current?.meter.total() ?? 0),
        bitsPerSecond: state === 'live' ? rate.bitsPerSecond() : 0,
        rttMs: sample?.rttMs,
        width: sample?.width,
        height: sample?.height,
        framesPerSecond: sample?.framesPerSecond,
        packetsLost: sample?.packetsLost ?? 0,
        codecs: sample?.codecs ?? [],
        reconnects: Math.max(0, connections - 1),
        limit,
        receipts: current?.attachment.receipts?.(),
      }
    },
  }
}

/** Acknowledges everything up to now and lets it leave before the connection closes. */
async function farewell({ pc, meter, attachment }: Attached): Promise<void> {
  meter.update((await readStats(pc)).payloadBytes)
  attachment.bye()
  const until = performance.now() + drainCapMs
  while (attachment.channel?.readyState === 'open' && attachment.channel.bufferedAmount > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
