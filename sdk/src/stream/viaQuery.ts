/** Bootstrap addresses as a link's query, `?via=a,b`, or nothing. Slashes, of which multiaddrs are full, stay readable. */
export function viaQuery(addresses: readonly string[] = []): string {
  if (addresses.length === 0) return ''
  return `?via=${addresses.map((address) => encodeURIComponent(address).replaceAll('%2F', '/')).join(',')}`
}
