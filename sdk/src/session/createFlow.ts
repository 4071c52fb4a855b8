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

/** Makes a {@link Flow}: out of the ordinary is three usual pauses, or half as long again as the longest of late. */
export function createFlow(startMs: number): Flow {
  let lastMs = startMs
  let usualMs = 0
  let longest = { nowMs: 0, beforeMs: 0, sinceMs: startMs }
  const pauseMs = (nowMs: number) => nowMs - lastMs
  return {
    came(nowMs, gapMs = pauseMs(nowMs)) {
      lastMs = nowMs
      usualMs = usualMs === 0 ? gapMs : usualMs + (gapMs - usualMs) / 8
      if (nowMs - longest.sinceMs > memoryMs) longest = { nowMs: 0, beforeMs: longest.nowMs, sinceMs: nowMs }
      longest.nowMs = Math.max(longest.nowMs, gapMs)
    },
    pauseMs,
    odd: (pauseMs) => pauseMs >= Math.max(leastMs, Math.min(mostMs, Math.max(3 * usualMs, 1.5 * Math.max(longest.nowMs, longest.beforeMs)))),
  }
}
