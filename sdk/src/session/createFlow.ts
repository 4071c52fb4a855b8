/** Knows how media have been coming, and so what pause is out of the ordinary. */
export type Flow = {
  /** Media have come, after a pause: since they last did, unless another is told. */
  came(nowMs: number, gapMs?: number): void
  /** For how long none came. */
  pauseMs(nowMs: number): number
  /** Whether a pause is out of the ordinary. */
  odd(pauseMs: number): boolean
}

/** The least pause that makes a relay suspect, and the longest that pauses of the past make ordinary. */
const [leastMs, mostMs] = [150, 1500]
/** How long a long pause is remembered, at least. */
const memoryMs = 5000

/** A pause of late makes others ordinary up to this: to suspect costs a question. */
const longMs = 400

/** Makes a {@link Flow}: out of the ordinary is more than three usual pauses, and more than the longest of late. */
export function createFlow(startMs: number): Flow {
  let lastMs = startMs
  let usualMs = 0
  let longest = { nowMs: 0, beforeMs: 0, sinceMs: startMs }
  const pauseMs = (nowMs: number) => nowMs - lastMs
  return {
    came(nowMs, gapMs = pauseMs(nowMs)) {
      lastMs = nowMs
      usualMs = usualMs === 0 ? gapMs : usualMs + (Math.min(gapMs, 2 * usualMs + leastMs / 3) - usualMs) / 8
      if (nowMs - longest.sinceMs > memoryMs) longest = { nowMs: 0, beforeMs: longest.nowMs, sinceMs: nowMs }
      longest.nowMs = Math.max(longest.nowMs, gapMs)
    },
    pauseMs,
    odd: (pauseMs) => pauseMs >= Math.max(leastMs, Math.min(mostMs, 3 * usualMs), Math.min(longMs, Math.max(longest.nowMs, longest.beforeMs))),
  }
}
