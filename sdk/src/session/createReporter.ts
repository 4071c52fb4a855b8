import type { Limit } from '../control/frames.js'
import type { CastoError } from '../errors/CastoError.js'
import type { CastoOptions, CastoState } from '../options.js'

/** Holds state and limit, and tells the caller of each change once. */
export type Reporter = {
  state(): CastoState
  limit(): Limit
  setState(state: CastoState, cause?: CastoError): void
  setLimit(limit: Limit): void
}

/** Makes a {@link Reporter} for the callbacks in the options. */
export function createReporter({ onState, onLimit }: Pick<CastoOptions, 'onState' | 'onLimit'>): Reporter {
  let state: CastoState = 'idle'
  let limit: Limit = { state: 'none', reason: '' }
  let told = ''
  return {
    state: () => state,
    limit: () => limit,
    setState(next, cause) {
      state = next
      const news = `${next} ${cause?.message}`
      if (news === told) return
      told = news
      onState?.(next, cause)
    },
    setLimit(next) {
      if (next.state === limit.state && next.reason === limit.reason) return
      limit = next
      onLimit?.(next)
    },
  }
}
