import type { Layers } from './control/frames.js'
import type { CastoOptions, CastoRole, CastoState } from './options.js'
import { type ResolvedOptions, resolveOptions } from './session/resolveOptions.js'
import { type RunningSession, runSession } from './session/runSession.js'
import type { CastoStats } from './stats.js'
import { formatStreamUri } from './stream/formatStreamUri.js'

/**
 * Live video to and from a browser, in two lines. On a page whose link names a stream (`/watch/0x…/name`, `#casto://…`,
 * `?stream=casto://…`), or with the option `stream`, it watches; otherwise it publishes the camera.
 *
 * @example
 * import { CASTO } from '@casto-network/sdk'
 *
 * const video = document.querySelector('video')!
 * const casto = new CASTO()
 * video.srcObject = await casto.start()
 */
export class CASTO {
  readonly #options: ResolvedOptions
  #running: RunningSession | undefined

  /** @throws InvalidOptionError */
  constructor(options: CastoOptions = {}) {
    this.#options = resolveOptions({ options, scriptUrl: import.meta.url, pageUrl: globalThis.location?.href })
  }

  /** Whether this watches or publishes. */
  get role(): CastoRole {
    return this.#options.watched ? 'viewer' : 'publisher'
  }

  /** The stream's link `casto://0x…/name`. A publisher learns it from its node. */
  get stream(): string | undefined {
    return this.#running?.stream() ?? (this.#options.watched && formatStreamUri(this.#options.watched))
  }

  /** Where the session stands. */
  get state(): CastoState {
    return this.#running?.state() ?? 'idle'
  }

  /**
   * Begins, and resolves once media flows: to the remote stream for a viewer, to the local one for a publisher. Lost
   * connections are made anew behind the same MediaStream. While it runs, calling it again gives the same promise.
   *
   * @throws CameraError, UnauthorizedError, StreamNotFoundError, StreamBusyError, NoCodecError, OverloadedError,
   * NetworkError, InvalidOptionError; the signal's reason, or an AbortError after stop().
   */
  start(): Promise<MediaStream> {
    if (this.#running && !['stopped', 'failed'].includes(this.#running.state())) return this.#running.started
    this.#running = runSession(this.#options)
    return this.#running.started
  }

  /** Acknowledges what was received, ends the session at the node and gives the camera back. Safe to call at any time. */
  async stop(): Promise<void> {
    await this.#running?.stop()
  }

  /**
   * Bounds which layers of the video a viewer is sent, such as `{ rid: 'h' }` for a small player; `{}` takes that back. It holds for this
   * run, at whatever node.
   */
  setLayers(layers: Layers): void {
    this.#running?.setLayers(layers)
  }

  /** Counters of this run. Undefined before the first start(). */
  async stats(): Promise<CastoStats | undefined> {
    return this.#running?.stats()
  }
}
