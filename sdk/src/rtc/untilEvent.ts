export type UntilEventParameters = {
  target: EventTarget
  event: string
  signal: AbortSignal
  /** After so long the wait ends with undefined. */
  timeoutMs: number
}

/**
 * Waits until `done` holds, asking at once and again after every `event`. False after `timeoutMs`.
 * Rejects with the signal's reason, or with what `done` throws.
 */
export function untilEvent(parameters: UntilEventParameters, done: () => boolean): Promise<boolean> {
  const { target, event, signal, timeoutMs } = parameters
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const settle = (act: () => void) => {
      clearTimeout(timer)
      target.removeEventListener(event, ask)
      signal.removeEventListener('abort', abort)
      act()
    }
    const ask = () => {
      try {
        if (done()) settle(() => resolve(true))
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const abort = () => settle(() => reject(signal.reason))
    const timer = setTimeout(() => settle(() => resolve(false)), timeoutMs)
    target.addEventListener(event, ask)
    signal.addEventListener('abort', abort)
    ask()
  })
}
