import { CastoError } from './CastoError.js'

/** An option is not usable: a stream link that is none, a node that is no URL. */
export class InvalidOptionError extends CastoError {
  override name = 'InvalidOptionError'
}

/** Camera or microphone could not be opened: refused, missing, busy, or the page is not on https or localhost. */
export class CameraError extends CastoError {
  override name = 'CameraError'
}

/** The node answered 401 or 403: the token is missing, wrong, or not for this stream. */
export class UnauthorizedError extends CastoError {
  override name = 'UnauthorizedError'
}

/** The node does not carry this stream. With `retryAfterMs` it knows the stream and nobody publishes it just now. */
export class StreamNotFoundError extends CastoError {
  override name = 'StreamNotFoundError'
}

/** Somebody else publishes under this name already. */
export class StreamBusyError extends CastoError {
  override name = 'StreamBusyError'
}

/** Browser and node, or browser and stream, share no codec. */
export class NoCodecError extends CastoError {
  override name = 'NoCodecError'
}

/** The node has no room for another session. */
export class OverloadedError extends CastoError {
  override name = 'OverloadedError'
}

/** The node cannot be reached, answers nonsense, or was lost. */
export class NetworkError extends CastoError {
  override name = 'NetworkError'
}

/** The node answers, and no media path to it opens: something on the way blocks UDP, and no TURN server leads around it. */
export class NoPathError extends NetworkError {
  override name = 'NoPathError'
}
