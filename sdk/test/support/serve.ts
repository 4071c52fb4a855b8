import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const dist: string = fileURLToPath(new URL('../../dist', import.meta.url))

const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** As strict as a node's: nothing inline, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob: mediastream:; connect-src *; base-uri 'none'; form-action 'none'"

export type Site = { origin: string; close(): Promise<void> }

/** Serves HTTP on loopback: what `answer` declines comes from a folder. */
export async function serve(folder: string, answer: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>): Promise<Site> {
  const server: Server = createServer(async (request, response) => {
    try {
      if (!(await answer(request, response))) await sendFile(folder, request, response)
    } catch (error) {
      if (!response.headersSent) response.writeHead(500)
      response.end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function sendFile(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://node').pathname
  const name = path === '/studio' ? '/studio.html' : path.startsWith('/watch/') ? '/watch.html' : normalize(path)
  if (name === '/blank') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end('<!doctype html><title>blank</title>')
    return
  }
  const content = await readFile(join(folder, name)).catch(() => undefined)
  if (!content) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy, 'cache-control': 'no-cache' })
  response.end(request.method === 'HEAD' ? undefined : content)
}

/** The request's body as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
