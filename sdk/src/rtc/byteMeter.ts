/** Sums counters that may vanish or start over into one total that never falls. */
export type ByteMeter = {
  /** Takes the newest counters by stream and returns the total. */
  update(counters: ReadonlyMap<string, number>): number
  total(): number
}

/**
 * Makes a {@link ByteMeter}. A report that a browser drops keeps what it had counted; one that starts over at zero adds
 * again only once it has passed its old height, so the total is never above what arrived.
 */
export function createByteMeter(): ByteMeter {
  const heights = new Map<string, number>()
  let total = 0
  return {
    update(counters) {
      for (const [id, count] of counters) {
        const height = heights.get(id) ?? 0
        if (count > height) {
          heights.set(id, count)
          total += count - height
        }
      }
      return total
    },
    total: () => total,
  }
}
