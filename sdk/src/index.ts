/**
 * CASTO in the browser: watch a live stream or publish one, over WebRTC and with no library but this.
 *
 * @packageDocumentation
 */
export { CASTO } from './CASTO.js'
export type { Layers, Limit, LimitState } from './control/frames.js'
export type { ReceiptStats } from './control/runControl.js'
export { CastoError } from './errors/CastoError.js'
export {
  CameraError,
  InvalidOptionError,
  NetworkError,
  NoCodecError,
  NoPathError,
  OverloadedError,
  StreamBusyError,
  StreamNotFoundError,
  UnauthorizedError,
} from './errors/errors.js'
export type { CastoOptions, CastoRole, CastoState, Takeover, VideoCodec } from './options.js'
export { type CaptureCameraParameters, captureCamera } from './session/captureCamera.js'
export type { Quality } from './session/createQuality.js'
export type { CastoStats } from './stats.js'
export { formatStreamUri } from './stream/formatStreamUri.js'
export { parseStreamUri } from './stream/parseStreamUri.js'
export { type Hex, type StreamRef, streamNamePattern } from './stream/StreamRef.js'
