/**
 * Reads a Retry-After header, seconds or an HTTP date (RFC 9110, section 10.2.3), as milliseconds from `nowMs`; at most a
 * minute, because a viewer sits before it. Undefined when there is none or it cannot be read.
 */
export function retryAfterMs(header: string | null, nowMs: number = Date.now()): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 60_000) : undefined
}
