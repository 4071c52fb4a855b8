import { type Link, linksOf } from './parseLinkHeader.js'

/** The STUN and TURN servers a node names in its answer (RFC 9725, section 4.6: Link with rel="ice-server"). */
export function iceServersOf(links: Link[]): RTCIceServer[] {
  return linksOf(links, 'ice-server')
    .filter((link) => /^(stun|turns?):/i.test(link.target))
    .map(({ target, params }) =>
      params['username'] !== undefined && params['credential'] !== undefined
        ? { urls: target, username: params['username'], credential: params['credential'] }
        : { urls: target },
    )
}
