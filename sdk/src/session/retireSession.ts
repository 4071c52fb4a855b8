import { farewell } from './farewell.js'
import type { AttachedSession } from './runSession.js'

/** Ends a session that is not needed any more: with a last receipt and goodbye, if its node still listens. */
export function retireSession(session: AttachedSession): void {
  const close = () => {
    session.pc.close()
    void session.end()
  }
  if (session.attachment.channel?.readyState === 'open') void farewell(session).finally(close)
  else close()
}
