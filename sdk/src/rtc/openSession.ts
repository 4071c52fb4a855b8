import { NetworkError, NoCodecError, NoPathError } from '../errors/errors.js'
import { deleteSession } from '../http/deleteSession.js'
import type { Protocol } from '../http/httpError.js'
import type { Link } from '../http/parseLinkHeader.js'
import { type PostOfferReturnType, postOffer } from '../http/postOffer.js'
import { setOffer } from './setOffer.js'
import { untilEvent } from './untilEvent.js'

export type OpenSessionParameters = {
  protocol: Protocol
  endpoint: URL
  token?: string | undefined
  iceServers: RTCIceServer[]
  /** How long to wait for candidates that STUN and TURN servers have yet to give. */
  gatherCapMs: number
  /** Adds tracks, transceivers and channels before the offer is made. */
  prepare: (pc: RTCPeerConnection) => void
  /** Told as soon as the node has answered, also when no connection comes of it. */
  onAnswer?: (answer: PostOfferReturnType) => void
  /** Told of the links of any answer, of a refusal too. */
  onLinks?: ((links: Link[]) => void) | undefined
  signal: AbortSignal
}

/** An open WebRTC session with a node. */
export type Session = {
  pc: RTCPeerConnection
  endpoint: URL
  /** Tells the node that the session is over; once, and never rejects. */
  end(): Promise<void>
}

/** ICE and DTLS take two round trips; a TURN detour over TCP a handful. Sooner when the next attempt may take that detour. */
const connectCapMs = { last: 10_000, detour: 4000 }

/**
 * Opens a WHIP or WHEP session: offer with all candidates, answer, connected. Whatever fails leaves nothing open here or
 * at the node.
 *
 * @throws what {@link postOffer} throws; NoCodecError when the answer takes no media; NoPathError when no path opens.
 */
export async function openSession(parameters: OpenSessionParameters): Promise<Session> {
  const { protocol, endpoint, token, iceServers, gatherCapMs, prepare, onAnswer, onLinks, signal } = parameters
  const pc = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' })
  let sessionUrl: URL | undefined
  const end = async () => {
    const url = sessionUrl
    sessionUrl = undefined
    if (url) await deleteSession({ sessionUrl: url, endpoint, token })
  }
  try {
    prepare(pc)
    await (protocol === 'whep' ? setOffer(pc) : pc.setLocalDescription())
    const gathered = () => pc.iceGatheringState === 'complete'
    await untilEvent({ target: pc, event: 'icegatheringstatechange', signal, timeoutMs: gatherCapMs }, gathered)
    const answer = await postOffer({ protocol, endpoint, sdp: pc.localDescription?.sdp ?? '', token, signal, onLinks })
    sessionUrl = answer.sessionUrl
    const detour = answer.iceServers.some(({ urls }) => /^turn/.test(String(urls)) && !iceServers.some((used) => String(used.urls) === urls))
    onAnswer?.(answer)
    await accept(pc, answer.sdp)
    await connected(pc, signal, connectCapMs[detour ? 'detour' : 'last'])
    return { pc, endpoint, end }
  } catch (error) {
    pc.close()
    void end()
    throw error
  }
}

async function accept(pc: RTCPeerConnection, sdp: string): Promise<void> {
  try {
    await pc.setRemoteDescription({ type: 'answer', sdp })
  } catch (cause) {
    throw new NetworkError("The node's answer cannot be used.", { details: String(cause), cause })
  }
  const takes = pc.getTransceivers().some(({ currentDirection }) => currentDirection !== null && !/inactive|stopped/.test(currentDirection))
  if (!takes) throw new NoCodecError('This browser and the node share no codec.', { details: 'the answer takes no media section' })
}

async function connected(pc: RTCPeerConnection, signal: AbortSignal, timeoutMs: number): Promise<void> {
  const done = () => {
    if (pc.connectionState === 'failed' || pc.connectionState === 'closed') throw noPath(pc)
    return pc.connectionState === 'connected'
  }
  if (!(await untilEvent({ target: pc, event: 'connectionstatechange', signal, timeoutMs }, done))) throw noPath(pc)
}

function noPath(pc: RTCPeerConnection): NoPathError {
  return new NoPathError('No media path to the node opens; the network may block UDP.', {
    details: `connection ${pc.connectionState}, ICE ${pc.iceConnectionState}, gathering ${pc.iceGatheringState}`,
  })
}
