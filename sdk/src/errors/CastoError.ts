/** What every error of this SDK carries besides its short message. */
export type CastoErrorParameters = {
  /** What was going on: the URL asked, the status answered, the device missing. */
  details?: string | undefined
  /** The error underneath. */
  cause?: unknown
  /** Milliseconds after which the node said it is worth asking again. */
  retryAfterMs?: number | undefined
}

/**
 * The base of all errors of this SDK. `message` is one short sentence fit for a page, `details` is for whoever has to
 * find out why, `docsPath` is where in the project's documentation the error is explained.
 */
export class CastoError extends Error {
  override name = 'CastoError'
  readonly details: string | undefined
  readonly docsPath: string = 'sdk/README.md#errors'
  readonly retryAfterMs: number | undefined

  constructor(message: string, parameters: CastoErrorParameters = {}) {
    super(message, parameters.cause === undefined ? undefined : { cause: parameters.cause })
    this.details = parameters.details
    this.retryAfterMs = parameters.retryAfterMs
  }
}
