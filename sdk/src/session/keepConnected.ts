import { CastoError } from '../errors/CastoError.js'
import { NetworkError, OverloadedError, StreamNotFoundError } from '../errors/errors.js'
import type { CastoState } from '../options.js'
import type { Session } from '../rtc/openSession.js'
import { sleep } from '../sleep.js'
import { retryDelayMs } from './retryDelayMs.js'

export type KeepConnectedParameters<S extends Session> = {
  /** The nodes to try, in turn; read anew each time, because nodes name others. */
  nodes: () => readonly URL[]
  open: (node: URL, signal: AbortSignal) => Promise<S>
  /** Works a session until it is lost (returns why) or the signal fires (rejects with its reason). */
  work: (session: S, signal: AbortSignal) => Promise<NetworkError>
  /** Has a session that was held ready follow the lost one; undefined when there is none that does. */
  succeed?: (lost: S, signal: AbortSignal) => Promise<S | undefined>
  /** Ends a session that another one follows. */
  retire: (session: S) => void
  onState: (state: CastoState, cause?: CastoError) => void
  signal: AbortSignal
}

/**
 * Opens a session, works it, and opens the next one when it is lost. The lost one is closed only after the next is live,
 * so that its tracks hold the last picture till then. Rejects with the error that ends it, or the signal's reason.
 */
export async function keepConnected<S extends Session>(parameters: KeepConnectedParameters<S>): Promise<never> {
  const { work, succeed, retire, onState, signal } = parameters
  let previous: S | undefined
  let cause: NetworkError | undefined
  onState('connecting')
  try {
    for (;;) {
      const session: S = (previous && (await succeed?.(previous, signal))) ?? (await openAnew(parameters, previous, cause))
      if (previous) retire(previous)
      previous = session
      onState('live')
      cause = await work(session, signal)
    }
  } finally {
    previous?.pc.close()
    await previous?.end()
  }
}

async function openAnew<S extends Session>(parameters: KeepConnectedParameters<S>, lost: S | undefined, cause: NetworkError | undefined): Promise<S> {
  if (lost) {
    void lost.end()
    parameters.onState('reconnecting', cause)
  }
  return openWithRetry(parameters, lost?.endpoint, cause)
}

async function openWithRetry<S extends Session>(
  { nodes, open, onState, signal }: KeepConnectedParameters<S>,
  lostAt: URL | undefined,
  cause: NetworkError | undefined,
): Promise<S> {
  const resuming = lostAt !== undefined
  // A node that was just lost is asked last.
  let turn = lostAt ? nodes().findIndex((node) => node.origin === lostAt.origin) + 1 : 0
  for (let attempt = 1; ; attempt++) {
    const list = nodes()
    const node = list[turn % list.length]
    if (!node) throw new NetworkError('No node is known.')
    try {
      return await open(node, signal)
    } catch (error) {
      signal.throwIfAborted()
      const delayMs = retryDelayMs({ error, attempt, resuming })
      if (delayMs === undefined || !(error instanceof CastoError)) throw error
      const waiting = error instanceof StreamNotFoundError || error instanceof OverloadedError
      onState(waiting ? 'waiting' : resuming ? 'reconnecting' : 'connecting', waiting ? error : (cause ?? error))
      turn++
      // Another node may be better at once, also one that this one has just named; a round of all of them is worth a pause.
      if (attempt % nodes().length === 0) await sleep(delayMs, signal)
    }
  }
}
