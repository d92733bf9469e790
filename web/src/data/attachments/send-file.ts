// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends a file's bytes, and tells how far that is. XMLHttpRequest, because fetch doesn't report what was sent.
import { ApiProblem } from '@rmirror/shared/api'

export interface Sending {
  /** From 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

interface Target {
  url: string
  headers: Record<string, string>
  /** For this server only. */
  token: string | undefined
}

/** There was no answer, or the browser doesn't let this page have it. */
export class NotSent extends Error {
  override name = 'NotSent'
}

/** Rejects with an ApiProblem for an answer outside 200 to 299, and with the signal's reason if it is aborted. */
export function putFile({ url, headers, token }: Target, file: Blob, { onProgress, signal }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop)
      settle()
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const isTaken = request.status >= 200 && request.status < 300
      end(() => (isTaken ? resolve() : reject(problemOf(request))))
    }
    request.onerror = () => end(() => reject(new NotSent('The file was not sent')))
    request.onabort = () => end(() => reject(signal.reason))
    signal.addEventListener('abort', stop, { once: true })
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.send(file)
  })
}

function problemOf({ status, responseText }: XMLHttpRequest): ApiProblem {
  return new ApiProblem(new Response(null, { status }), parsed(responseText))
}

/** A bucket answers with XML. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
