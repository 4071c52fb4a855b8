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
import { createReporter } from './createReporter.js'
import { farewell } from './farewell.js'
import { keepConnected } from './keepConnected.js'
import { createKnowledge, learn } from './knowledge.js'
import { publisherRole } from './publisherRole.js'
import type { ResolvedOptions } from './resolveOptions.js'
import type { Attachment } from './Role.js'
import { untilLost } from './untilLost.js'
import { viewerRole } from './viewerRole.js'

/** One run from start() to stop(). */
export type RunningSession = {
  /** Settles when the first connection is live, or when it never will be. */
  started: Promise<MediaStream>
  state(): CastoState
  /** The stream's link, once known. */
  stream(): string | undefined
  stats(): Promise<CastoStats>
  /** Says goodbye, closes, gives the camera back. `reason` is what a start() still waiting rejects with. */
  stop(reason?: unknown): Promise<void>
}

/** A session with what its role has added, and what counts its bytes. */
export type AttachedSession = Session & { node: URL; attachment: Attachment; meter: ByteMeter }

/**
 * Candidates of this host are there within milliseconds; those from a STUN or TURN server take a few round trips, and those
 * from a dead one never come. A viewer who is cut off waits least; one whom no path reached so far waits for every candidate.
 */
const gatherCapMs = { first: 500, resumed: 250, pathless: 2000 }

/** Begins to watch or to publish. */
export function runSession(options: ResolvedOptions): RunningSession {
  const ended = new AbortController()
  const known = createKnowledge(options)
  const counters = createCounters()
  const reporter = createReporter(options)
  const role = options.watched ? viewerRole(options.watched, reporter.setLimit) : publisherRole(options)
  let current: AttachedSession | undefined
  let pathless = false

  const open = async (media: MediaStream, node: URL, signal: AbortSignal): Promise<AttachedSession> => {
    const meter = createByteMeter()
    let attachment: Attachment = { opened() {}, bye() {} }
    try {
      const session = await openSession({
        protocol: role.protocol,
        endpoint: role.endpoint(node),
        token: options.token,
        iceServers: known.iceServers,
        gatherCapMs: gatherCapMs[pathless ? 'pathless' : counters.connections() > 0 ? 'resumed' : 'first'],
        prepare: (pc) => (attachment = role.attach(pc, media, meter.total)),
        onAnswer: (answer) => learn(known, answer),
        signal,
      })
      pathless = false
      attachment.opened()
      return { ...session, node, meter, attachment }
    } catch (error) {
      pathless = error instanceof NoPathError
      throw error
    }
  }
  // While the page goes away nothing can be waited for.
  const hide = () => {
    current?.attachment.bye()
    void current?.end()
  }
  const run = async (live: (media: MediaStream) => void): Promise<void> => {
    ended.signal.throwIfAborted()
    if (known.nodes.length === 0) throw new InvalidOptionError('Say which node to use: this page was served by none.', { details: 'option node' })
    const media = await role.media(ended.signal)
    globalThis.addEventListener?.('pagehide', hide)
    try {
      await keepConnected<AttachedSession>({
        nodes: () => known.nodes,
        open: (node, signal) => open(media, node, signal),
        async work(session, signal) {
          current = session
          counters.begin(session.meter)
          live(media)
          const delayMs = createPlayoutDelay()
          const onSample = (sample: RtcSample) => {
            counters.take(sample)
            if (options.watched) setPlayoutDelay(session.pc, delayMs(sample))
          }
          const lost = await untilLost({ session, channel: session.attachment.channel, onSample, signal })
          reporter.setLimit({ state: 'none', reason: '' })
          return lost
        },
        onState: reporter.setState,
        signal: ended.signal,
      })
    } finally {
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
        receipts: current?.attachment.receipts?.(),
      }
    },
  }
}
