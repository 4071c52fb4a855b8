/**
 * Whether a node still answers HTTP at all. Any answer counts, also one that CORS hides from the page. It tells a dead
 * node from a quiet stream within a round trip, where ICE needs seconds.
 */
export async function isReachable(node: URL, signal: AbortSignal, timeoutMs = 1500): Promise<boolean> {
  try {
    await fetch(new URL('/casto.js', node), {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    return true
  } catch {
    return signal.aborted
  }
}
