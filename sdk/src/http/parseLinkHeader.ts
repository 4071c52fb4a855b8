/** One target of a Link header with its parameters, names in lower case. */
export type Link = { target: string; params: Record<string, string> }

/**
 * Reads a Link header (RFC 8288, section 3) into its targets. Anything that is not of that shape is passed over: the
 * header only ever adds to what a client can do.
 */
export function parseLinkHeader(header: string | null): Link[] {
  const links: Link[] = []
  if (header === null || header.length > 16_384) return links
  const value = /<([^<>]*)>((?:\s*;\s*[\w-]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g
  const param = /;\s*([\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g
  for (const [, target, rest] of header.matchAll(value)) {
    if (target === undefined) continue
    const params: Record<string, string> = {}
    for (const [, name, quoted, token] of (rest ?? '').matchAll(param)) {
      if (name !== undefined) params[name.toLowerCase()] ??= quoted?.replace(/\\(.)/g, '$1') ?? token ?? ''
    }
    links.push({ target: target.trim(), params })
  }
  return links
}

/** The targets of one relation; a link may name several relations, parted by spaces. */
export function linksOf(links: Link[], relation: string): Link[] {
  return links.filter((link) => (link.params['rel'] ?? '').toLowerCase().split(/\s+/).includes(relation))
}
