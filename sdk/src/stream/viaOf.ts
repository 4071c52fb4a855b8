/** More addresses than these are not needed to find one that answers. */
const maxVia = 16

/** The bootstrap addresses in a link's query: `via=a,b&via=c` holds three. */
export function viaOf(query: URLSearchParams): string[] {
  const addresses = query.getAll('via').flatMap((list) => list.split(','))
  return addresses.filter((address) => address !== '').slice(0, maxVia)
}
