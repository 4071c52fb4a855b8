import { CameraError } from '../errors/errors.js'

export type CaptureCameraParameters = {
  /** Constraints, or false for no picture; 1280x720 at 30 by default. */
  video?: boolean | MediaTrackConstraints | undefined
  /** Constraints, or false for no sound. */
  audio?: boolean | MediaTrackConstraints | undefined
  signal?: AbortSignal | undefined
}

const defaultVideo: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
}

const explanations: Record<string, string> = {
  NotAllowedError: 'The camera was not allowed.',
  NotFoundError: 'There is no camera or microphone.',
  NotReadableError: 'The camera is in use by another program.',
  OverconstrainedError: 'No camera can do what was asked.',
}

/**
 * Opens camera and microphone.
 *
 * @example
 * import { CASTO, captureCamera } from '@casto-network/sdk'
 *
 * const media = await captureCamera({ video: { facingMode: 'environment' } })
 * await new CASTO({ media }).start()
 *
 * @throws CameraError, or the signal's reason.
 */
export async function captureCamera({ video = true, audio = true, signal }: CaptureCameraParameters = {}): Promise<MediaStream> {
  signal?.throwIfAborted()
  // Browsers hide the whole API from pages that anyone on the way could have changed.
  if (!navigator.mediaDevices) throw new CameraError('Browsers open the camera only on https pages and on localhost.')
  let media: MediaStream
  try {
    media = await navigator.mediaDevices.getUserMedia({ video: video === true ? defaultVideo : video, audio })
  } catch (cause) {
    const { name, message } = cause as DOMException
    throw new CameraError(explanations[name] ?? 'The camera cannot be opened.', { details: `${name}: ${message}`, cause })
  }
  if (signal?.aborted) {
    for (const track of media.getTracks()) track.stop()
    signal.throwIfAborted()
  }
  return media
}
