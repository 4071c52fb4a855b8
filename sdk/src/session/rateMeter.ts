/** Turns a rising byte count into a rate over the last two seconds. */
export type RateMeter = {
  update(bytes: number, atMs: number): void
  bitsPerSecond(): number
}

const windowMs = 2000

/** Makes a {@link RateMeter}. */
export function createRateMeter(): RateMeter {
  let points: { bytes: number; atMs: number }[] = []
  return {
    update(bytes, atMs) {
      points = [...points.filter((point) => point.atMs >= atMs - windowMs && point.atMs < atMs), { bytes, atMs }]
    },
    bitsPerSecond() {
      const [first, last] = [points[0], points.at(-1)]
      if (!first || !last || last.atMs - first.atMs < 250) return 0
      return Math.round(((last.bytes - first.bytes) * 8000) / (last.atMs - first.atMs))
    },
  }
}
