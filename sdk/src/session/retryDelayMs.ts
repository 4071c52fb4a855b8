import { CastoError } from '../errors/CastoError.js'
import { NetworkError, NoCodecError, OverloadedError, StreamBusyError, StreamNotFoundError, UnauthorizedError } from '../errors/errors.js'

export type RetryDelayParameters = {
  error: unknown
  /** Failures in a row, this one included. */
  attempt: number
  /** Whether the session has been live before: then the node is known good and nearly everything is worth waiting for. */
  resuming: boolean
  /** From 0 up to 1; spreads clients that lost the same node. */
  random?: number
}

/**
 * How long to wait before trying again, or undefined when trying again is pointless. A node's Retry-After is kept to;
 * otherwise the delays grow from 0.3 to 10 seconds. A stream nobody publishes yet is waited for without end; a full or
 * unreachable node is given up after a few attempts, unless the session has been live.
 */
export function retryDelayMs({ error, attempt, resuming, random = Math.random() }: RetryDelayParameters): number | undefined {
  if (!(error instanceof CastoError) || error instanceof UnauthorizedError || error instanceof NoCodecError) return undefined
  const limit = resuming ? Number.POSITIVE_INFINITY : attemptsFor(error)
  if (attempt >= limit) return undefined
  const backoff = Math.min(300 * 2 ** (attempt - 1), 10_000)
  return Math.round((error.retryAfterMs ?? backoff) * (1 + 0.25 * random))
}

function attemptsFor(error: CastoError): number {
  if (error instanceof StreamNotFoundError) return error.retryAfterMs === undefined ? 1 : Number.POSITIVE_INFINITY
  if (error instanceof OverloadedError) return 6
  if (error instanceof StreamBusyError) return 4
  return error instanceof NetworkError ? 3 : 1
}
