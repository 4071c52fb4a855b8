import type { StreamRef } from '../stream/StreamRef.js'
import type { Layers, Limit, RelayFrame, SourceState, ViewerFrame } from './frames.js'
import { parseFrame } from './parseFrame.js'

/** How the payment side of a session stands. */
export type ReceiptStats = {
  /** Receipts sent. */
  sent: number
  /** Receipts the relay has stored. */
  acked: number
  /** Bytes acknowledged in the newest receipt. */
  bytes: number
  /** Why the relay wants no receipts, when it said so. */
  free: string | undefined
  /** What went wrong last: a grant refused, or the relay's complaint. */
  error: string | undefined
}

export type RunControlParameters = {
  channel: RTCDataChannel
  stream: StreamRef
  /** Unique payload bytes received in this session so far. */
  payloadBytes: () => number
  onLimit: (limit: Limit) => void
  /** Told of other relays with the stream, the best first; and, on standby, of those that it comes to this one through. */
  onAlternatives?: ((urls: URL[], above: URL[]) => void) | undefined
  /** Told that this relay stops and wants its viewers elsewhere. */
  onMove?: ((reason: string) => void) | undefined
}

/** A running control channel. */
export type Control = {
  stats(): ReceiptStats
  /** A last receipt and goodbye; at once, so that a page may call it while it goes away. */
  bye(): void
  /** Asks for no media, or for media at once. */
  standby(on: boolean): void
  /** Asks for no more than some layers, now and whenever the channel opens. */
  layers(wish: Layers): void
  /** Asks what there was in the last `forMs` milliseconds, in which nothing came: undefined when the relay does not say in time. */
  ask(forMs: number, timeoutMs: number): Promise<SourceState | undefined>
  /** Whether the relay has said that it pauses the stream. */
  paused(): boolean
  /** Whether the relay is full: it refuses to end standby, or would. */
  refuses(): boolean
}

const receiptIntervalMs = 2000

/** Speaks the viewer's side of the data channel `casto`: hello, grant, receipts, limits, goodbye. Ends with the channel. */
export function runControl({ channel, stream, payloadBytes, onLimit, onAlternatives, onMove }: RunControlParameters): Control {
  const stats: ReceiptStats = { sent: 0, acked: 0, bytes: 0, free: undefined, error: undefined }
  // Loaded while ICE and DTLS are under way; only signing needs it.
  const loaded = import('../receipts/index.js').then(({ createReceiptSession }) => createReceiptSession(stream))
  let session: Awaited<typeof loaded> | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let wish: ViewerFrame | undefined
  let answer: ((state: SourceState) => void) | undefined
  let [paused, refuses] = [false, false]

  const send = (frame: string) => {
    if (channel.readyState === 'open') channel.send(frame)
  }
  const say = (frame: ViewerFrame) => send(JSON.stringify(frame))
  const acknowledge = () => {
    if (!session || stats.free !== undefined || channel.readyState !== 'open') return
    const bytes = payloadBytes()
    const frame = session.receipt(bytes, Date.now())
    if (frame === undefined) return
    send(frame)
    stats.sent += 1
    stats.bytes = bytes
  }
  const take = (frame: RelayFrame | undefined) => {
    switch (frame?.type) {
      case 'grant':
        stats.error = session?.grant(frame)
        if (stats.error === undefined) stats.free = undefined
        break
      case 'free':
        stats.free = frame.reason
        break
      case 'ack':
        stats.acked = session?.acked(frame.seq) ?? 0
        break
      case 'limit':
        paused = frame.state === 'paused'
        onLimit({ state: frame.state, reason: frame.reason })
        break
      case 'error':
        stats.error = `${frame.code}: ${frame.reason}`
        refuses ||= frame.code === 'full'
        break
      case 'source':
        answer?.(frame.state)
        break
      case 'alternatives':
        onAlternatives?.(frame.urls, frame.above)
        break
      case 'move':
        onMove?.(frame.reason)
        break
    }
  }

  channel.addEventListener('message', (event: MessageEvent) => take(parseFrame(event.data)))
  channel.addEventListener('close', () => clearInterval(timer))
  channel.addEventListener('open', async () => {
    if (wish) say(wish)
    try {
      session = await loaded
      send(session.hello())
      timer = setInterval(acknowledge, receiptIntervalMs)
    } catch (cause) {
      stats.error = `receipts cannot be signed: ${cause instanceof Error ? cause.message : String(cause)}`
    }
  })
  loaded.catch(() => undefined)

  return {
    stats: () => ({ ...stats }),
    bye() {
      clearInterval(timer)
      acknowledge()
      say({ type: 'bye' })
    },
    standby: (on) => say({ type: 'standby', on }),
    layers(layers) {
      wish = { type: 'layers', ...layers }
      say(wish)
    },
    ask(forMs, timeoutMs) {
      return new Promise((resolve) => {
        answer = resolve
        setTimeout(() => resolve(undefined), timeoutMs)
        say({ type: 'silent', forMs: Math.round(forMs) })
      })
    },
    paused: () => paused,
    refuses: () => refuses,
  }
}
