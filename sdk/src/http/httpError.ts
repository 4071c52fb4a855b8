import type { CastoError } from '../errors/CastoError.js'
import {
  NetworkError,
  NoCodecError,
  OverloadedError,
  StreamBusyError,
  StreamNotFoundError,
  UnauthorizedError,
} from '../errors/errors.js'
import { retryAfterMs } from './retryAfterMs.js'

/** Which of the two protocols an endpoint speaks: WHIP takes a stream in (RFC 9725), WHEP hands it out. */
export type Protocol = 'whip' | 'whep'

/** The error that a refused WHIP or WHEP request stands for. Reads the body, a problem (RFC 9457) or text, into details. */
export async function httpError(protocol: Protocol, response: Response): Promise<CastoError> {
  const details = `${protocol.toUpperCase()} ${response.url || ''} answered ${response.status}${await said(response)}`
  const parameters = { details, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) }
  switch (response.status) {
    case 401:
    case 403:
      return new UnauthorizedError('The node refuses this token.', parameters)
    case 404:
      return new StreamNotFoundError('This node does not carry the stream.', parameters)
    case 409:
      if (protocol === 'whip') return new StreamBusyError('Somebody is live under this name already.', parameters)
      return new StreamNotFoundError('Nobody is live here yet.', { ...parameters, retryAfterMs: parameters.retryAfterMs ?? 2000 })
    case 406:
    case 415:
    case 422:
      return new NoCodecError('This browser and the stream share no codec.', parameters)
    case 429:
    case 503:
      return new OverloadedError('The node is full.', parameters)
    default:
      return new NetworkError('The node could not handle the request.', parameters)
  }
}

async function said(response: Response): Promise<string> {
  const body = (await response.text().catch(() => '')).trim().slice(0, 2000)
  if (body === '') return ''
  try {
    const problem: unknown = JSON.parse(body)
    if (typeof problem === 'object' && problem !== null) {
      const { title, detail } = problem as Record<string, unknown>
      const parts = [title, detail].filter((part) => typeof part === 'string' && part !== '')
      if (parts.length > 0) return `: ${parts.join(': ').slice(0, 300)}`
    }
  } catch {
    // Not JSON: plain text is as good.
  }
  return `: ${body.slice(0, 300)}`
}
