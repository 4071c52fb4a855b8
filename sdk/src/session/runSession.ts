import type { Layers, Limit } from '../control/frames.js'
import { CastoError } from '../errors/CastoError.js'
import { InvalidOptionError, NoPathError } from '../errors/errors.js'
import type { CastoState } from '../options.js'
import { type ByteMeter, createByteMeter } from '../rtc/byteMeter.js'
import { type Session, openSession } from '../rtc/openSession.js'
import { type RtcSample, readStats } from '../rtc/readStats.js'
import { setPlayoutDelay } from '../rtc/setPlayoutDelay.js'
import type { CastoStats } from '../stats.js'
import { createCounters } from './counters.js'
import { createPlayoutDelay } from './createPlayoutDelay.js'
import { createQuality } from './createQuality.js'
import { createReporter } from './createReporter.js'
import { farewell } from './farewell.js'
import { keepConnected } from './keepConnected.js'
import { type Standby, keepStandby } from './keepStandby.js'
import { createKnowledge, learn, learnNodes, nodesBesides } from './knowledge.js'
import { publisherRole } from './publisherRole.js'
import { retireSession } from './retireSession.js'
import { takeOver } from './takeOver.js'
import type { ResolvedOptions } from './resolveOptions.js'
import type { Attachment } from './Role.js'
import { untilLost } from './untilLost.js'
import { untilSilent } from './untilSilent.js'
import { viewerRole } from './viewerRole.js'

/** One run from start() to stop(). */
export type RunningSession = {
  /** Settles when the first connection is live, or when it never will be. */
  started: Promise<MediaStream>
  state(): CastoState
  /** The stream's link, once known. */
  stream(): string | undefined
  stats(): Promise<CastoStats>
  /** Bounds what a viewer is sent. */
  setLayers(wish: Layers): void
  /** Says goodbye, closes, gives the camera back. `reason` is what a start() still waiting rejects with. */
  stop(reason?: unknown): Promise<void>
}

/** A session with what its role has added, what counts its bytes, and what its node has said of itself. */
export type AttachedSession = Session & {
  node: URL
  attachment: Attachment
  meter: ByteMeter
  limit: Limit
  alternatives: URL[]
  /** The nodes that the stream comes to this one through: it fails with them. */
  above: URL[]
  /** Aborted when the node asks its viewers to go elsewhere. */
  asked: AbortController
}

/**
 * Candidates of this host are there within milliseconds; those from a STUN or TURN server take a few round trips, and those
 * from a dead one never come. A viewer who is cut off waits least; one whom no path reached so far waits for every candidate.
 */
const gatherCapMs = { first: 500, resumed: 250, pathless: 2000 }

const unlimited: Limit = { state: 'none', reason: '' }

/** Begins to watch or to publish. */
export function runSession(options: ResolvedOptions): RunningSession {
  const ended = new AbortController()
  const known = createKnowledge(options)
  const counters = createCounters()
  const reporter = createReporter(options)
  const role = options.watched ? viewerRole(options.watched) : publisherRole(options)
  let current: AttachedSession | undefined
  let standby: Standby | undefined
  let changedMs: number | undefined
  let takeovers = 0
  let layers = options.layers
  let pathless = false

  const open = async (media: MediaStream, node: URL, signal: AbortSignal, aside = false): Promise<AttachedSession> => {
    const asked = new AbortController()
    const attached = { node, meter: createByteMeter(), limit: unlimited, alternatives: [] as URL[], above: [] as URL[], asked }
    let attachment: Attachment = { opened() {}, bye() {} }
    const inUse = () => current?.asked === asked
    try {
      const session = await openSession({
        protocol: role.protocol,
        endpoint: role.endpoint(node, aside),
        token: options.token,
        iceServers: known.iceServers,
        gatherCapMs: gatherCapMs[pathless ? 'pathless' : counters.connections() > 0 ? 'resumed' : 'first'],
        prepare(pc) {
          const onAlternatives = (urls: URL[], above: URL[]) => {
            attached.alternatives = urls
            attached.above = above
            if (inUse()) known.alternatives = urls
          }
          const onLimit = (limit: Limit) => {
            attached.limit = limit
            if (inUse()) reporter.setLimit(limit)
          }
          attachment = role.attach({ pc, media, payloadBytes: attached.meter.total, onLimit, onAlternatives, onMove: (reason) => asked.abort(reason) })
          if (layers) attachment.control?.layers(layers)
        },
        onAnswer: (answer) => learn(known, answer),
        onLinks: (links) => learnNodes(known, links),
        signal,
      })
      if (!aside) {
        pathless = false
        attachment.opened()
      }
      return Object.assign(attached, session, { attachment })
    } catch (error) {
      if (!aside) pathless = error instanceof NoPathError
      throw error
    }
  }
  const succeed = async (lost: AttachedSession, signal: AbortSignal): Promise<AttachedSession | undefined> => {
    const next = await takeOver(standby, signal)
    if (!next) return undefined
    current = next
    takeovers++
    options.onTakeover?.({ from: lost.node.origin, to: next.node.origin })
    return next
  }
  // While the page goes away nothing can be waited for.
  const hide = () => {
    for (const session of [current, standby?.session()]) {
      session?.attachment.bye()
      void session?.end()
    }
  }
  const run = async (live: (media: MediaStream) => void): Promise<void> => {
    ended.signal.throwIfAborted()
    if (known.nodes.length === 0) throw new InvalidOptionError('Say which node to use: this page was served by none.', { details: 'option node' })
    const media = await role.media(ended.signal)
    globalThis.addEventListener?.('pagehide', hide)
    const held = new AbortController()
    if (options.watched && options.standby !== false) {
      const nodes = () => (current && reporter.state() === 'live' ? nodesBesides(known, current.node) : [])
      standby = keepStandby({ open: (node, signal) => open(media, node, signal, true), nodes, present: () => current?.node, retire: retireSession, signal: held.signal })
    }
    try {
      await keepConnected<AttachedSession>({
        nodes: () => (current && options.watched ? [...nodesBesides(known, current.node), current.node] : known.nodes),
        open: (node, signal) => open(media, node, signal),
        succeed,
        retire: retireSession,
        async work(session, signal) {
          if (counters.connections() > 0) changedMs = performance.now()
          current = session
          reporter.setLimit(session.limit)
          if (session.alternatives.length > 0) known.alternatives = session.alternatives
          counters.begin(session.meter)
          live(media)
          const delayMs = createPlayoutDelay()
          const qualityOf = createQuality()
          const onSample = (sample: RtcSample) => {
            counters.take(sample)
            if (!options.watched) return
            setPlayoutDelay(session.pc, delayMs(sample))
            const quality = qualityOf(sample)
            if (quality) options.onQuality?.(quality)
          }
          const { channel, control } = session.attachment
          const also = (lose: (details: string) => void, signal: AbortSignal) => {
            const { asked, pc } = session
            const leave = () => lose(`the node asked to: ${asked.signal.reason}`)
            if (asked.signal.aborted) leave()
            else asked.signal.addEventListener('abort', leave, { signal })
            const watching = { pc, changedMs, signal, standby: () => standby?.session()?.attachment.control, elsewhere: () => nodesBesides(known, session.node).length > 0 }
            if (control) untilSilent({ ...watching, control }).then(lose, () => undefined)
          }
          const lost = await untilLost({ session, channel, onSample, also, signal })
          reporter.setLimit(unlimited)
          return lost
        },
        onState: reporter.setState,
        signal: ended.signal,
      })
    } finally {
      held.abort()
      globalThis.removeEventListener?.('pagehide', hide)
      role.release(media)
    }
  }
  const stop = async (reason: unknown = new DOMException('stopped', 'AbortError')) => {
    if (reporter.state() === 'live' && current && !ended.signal.aborted) await farewell(current)
    ended.abort(reason)
    await finished
  }

  if (options.signal?.aborted) ended.abort(options.signal.reason)
  else options.signal?.addEventListener('abort', () => void stop(options.signal?.reason), { once: true })
  let finished: Promise<void> = Promise.resolve()
  const started = new Promise<MediaStream>((resolve, reject) => {
    finished = run(resolve).catch((error: unknown) => {
      reporter.setState(ended.signal.aborted ? 'stopped' : 'failed', error instanceof CastoError ? error : undefined)
      reject(error)
    })
  })
  return {
    started,
    state: reporter.state,
    stream: () => known.stream,
    stop,
    setLayers(wish) {
      layers = wish
      for (const session of [current, standby?.session()]) session?.attachment.control?.layers(wish)
    },
    async stats() {
      const live = reporter.state() === 'live'
      if (current && live) counters.take(await readStats(current.pc))
      const figures = counters.figures()
      return {
        ...figures,
        bitsPerSecond: live ? figures.bitsPerSecond : 0,
        role: options.watched ? 'viewer' : 'publisher',
        state: reporter.state(),
        stream: known.stream,
        node: current?.node.origin,
        limit: reporter.limit(),
        receipts: current?.attachment.control?.stats(),
        standby: standby?.session()?.node.origin,
        takeovers,
      }
    },
  }
}
