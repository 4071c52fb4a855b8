import { NetworkError } from '../errors/errors.js'
import { type Protocol, httpError } from './httpError.js'
import { iceServersOf } from './iceServersOf.js'
import { type Link, parseLinkHeader } from './parseLinkHeader.js'

export type PostOfferParameters = {
  protocol: Protocol
  endpoint: URL
  /** The offer with all its candidates. */
  sdp: string
  token?: string | undefined
  signal: AbortSignal
  /** Told of the links of any answer, of a refusal too: a node that is full names others. */
  onLinks?: ((links: Link[]) => void) | undefined
  /** How long the node may take; a node that has yet to fetch the stream holds the request a while. */
  timeoutMs?: number
}

export type PostOfferReturnType = {
  sdp: string
  /** Where the session is ended; undefined when the node named none. */
  sessionUrl: URL | undefined
  iceServers: RTCIceServer[]
  links: Link[]
}

/**
 * Sends an offer to a WHIP or WHEP endpoint and returns the answer.
 *
 * @throws UnauthorizedError, StreamNotFoundError, StreamBusyError, NoCodecError, OverloadedError, NetworkError, and the
 * signal's own reason when it fires.
 */
export async function postOffer(parameters: PostOfferParameters): Promise<PostOfferReturnType> {
  const { protocol, endpoint, sdp, token, signal, onLinks, timeoutMs = 25_000 } = parameters
  const headers: Record<string, string> = { 'content-type': 'application/sdp', accept: 'application/sdp' }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`
  let response: Response
  let body: string
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: sdp,
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    onLinks?.(parseLinkHeader(response.headers.get('link')))
    if (response.status !== 201 && response.status !== 200) throw await httpError(protocol, response)
    body = await response.text()
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof DOMException || cause instanceof TypeError) {
      throw new NetworkError('The node cannot be reached.', { details: `POST ${endpoint}: ${cause.message}`, cause })
    }
    throw cause
  }
  if (!body.startsWith('v=0')) {
    throw new NetworkError('The node gave no answer to the offer.', { details: `POST ${endpoint}: ${body.slice(0, 120)}` })
  }
  const links = parseLinkHeader(response.headers.get('link'))
  return {
    sdp: body,
    sessionUrl: sessionUrlOf(response, endpoint),
    iceServers: iceServersOf(links),
    links,
  }
}

/** Location may be relative to the URL that answered in the end (a node may hand over with 307). */
function sessionUrlOf(response: Response, endpoint: URL): URL | undefined {
  const location = response.headers.get('location')
  if (location === null) return undefined
  const base = response.url === '' ? endpoint : response.url
  if (!URL.canParse(location, base)) return undefined
  const url = new URL(location, base)
  return /^https?:$/.test(url.protocol) ? url : undefined
}
