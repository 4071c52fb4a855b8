export type DeleteSessionParameters = {
  sessionUrl: URL
  /** The endpoint the session came from: the token is sent to that origin and no other. */
  endpoint: URL
  token?: string | undefined
}

/**
 * Ends a WHIP or WHEP session. The request outlives the page (`keepalive`), so it may be sent while the page goes away.
 * Never rejects: a node that is gone has ended the session already.
 */
export async function deleteSession({ sessionUrl, endpoint, token }: DeleteSessionParameters): Promise<void> {
  const headers: Record<string, string> = {}
  if (token !== undefined && sessionUrl.origin === endpoint.origin) headers['authorization'] = `Bearer ${token}`
  try {
    await fetch(sessionUrl, { method: 'DELETE', headers, keepalive: true, signal: AbortSignal.timeout(3000) })
  } catch {
    // The node times the session out by itself.
  }
}
