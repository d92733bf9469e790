// SPDX-License-Identifier: AGPL-3.0-or-later
// A stand-in for Obsidian's requestUrl, with its documented behaviour: it throws for statuses of 400 and above unless
// that is switched off, answers bodies as ArrayBuffers, and knows neither Request nor AbortSignal.

interface RequestUrlParam {
  url: string
  method?: string
  contentType?: string
  body?: string | ArrayBuffer
  headers?: Record<string, string>
  throw?: boolean
}

const known = new Set(['url', 'method', 'contentType', 'body', 'headers', 'throw'])
/** Electron refuses requests that set these. */
const refusedHeaders = new Set(['content-length', 'host', 'connection', 'origin'])

export async function strictRequestUrl(given: RequestUrlParam | string) {
  const param: RequestUrlParam = typeof given === 'string' ? { url: given } : given
  for (const name of Object.keys(param)) if (!known.has(name)) throw new TypeError(`requestUrl has no ${name}`)
  const { url, method = 'GET', contentType, body, headers = {}, throw: isThrowing = true } = param
  for (const [name, value] of Object.entries(headers)) {
    if (refusedHeaders.has(name.toLowerCase())) throw new Error('net::ERR_INVALID_ARGUMENT')
    if (typeof value !== 'string') throw new TypeError(`the header ${name} isn't text`)
  }
  if (body !== undefined && typeof body !== 'string' && !(body instanceof ArrayBuffer))
    throw new TypeError('a body is text or an ArrayBuffer')
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(contentType !== undefined && { 'content-type': contentType }) },
    ...(body !== undefined && { body }),
  }).catch((cause: unknown) => {
    throw new Error('net::ERR_CONNECTION_REFUSED', { cause })
  })
  const { status } = answer
  const arrayBuffer = await answer.arrayBuffer()
  if (status >= 400 && isThrowing) throw Object.assign(new Error(`Request failed, status ${status}`), { status })
  const text = () => new TextDecoder().decode(arrayBuffer)
  return {
    ...{ status, arrayBuffer, headers: Object.fromEntries(answer.headers) },
    get text() {
      return text()
    },
    get json() {
      return JSON.parse(text())
    },
  }
}
