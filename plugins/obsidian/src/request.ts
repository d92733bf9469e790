// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests through Obsidian, which aren't subject to the browser's rules about origins.
import { type Fetch, unlessAborted } from '@rmirror/shared/api'
import { type RequestUrlParam, requestUrl } from 'obsidian'

/** Obsidian can't cancel a request: one that is aborted ends unheard. */
export const fetchThroughObsidian: Fetch = async (request, { signal }) => {
  const answer = await unlessAborted(requestUrl(await paramOf(request)), signal)
  const { status, arrayBuffer } = answer
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value))
  return new Response(arrayBuffer.byteLength > 0 ? arrayBuffer : null, { status, headers })
}

async function paramOf(request: Request): Promise<RequestUrlParam> {
  const { url, method } = request
  const headers: Record<string, string> = {}
  let contentType: string | undefined
  request.headers.forEach((value, name) => {
    if (name === 'content-type') contentType = value
    else headers[name] = value
  })
  // Phones answer from a cache otherwise.
  if (request.cache === 'no-store') headers['cache-control'] = 'no-cache'
  const body = await request.arrayBuffer()
  return {
    ...{ url, method, headers, throw: false },
    ...(contentType !== undefined && { contentType }),
    ...(body.byteLength > 0 && { body }),
  }
}
