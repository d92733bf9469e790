// SPDX-License-Identifier: AGPL-3.0-or-later
// A device that tells a server of notebooks, without any file.
import { createHash } from 'node:crypto'
import { expect } from '@playwright/test'
import { writePng } from '../tests/world/png.ts'

export const uuid = (number: number) => `5d3a2f10-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Ink of one grey, as an image. */
export function inkOf(grey: number): Uint8Array<ArrayBuffer> {
  // Behind the byte of the row's filter.
  const rows = Buffer.alloc(201 * 200, Buffer.from([0, ...Array(200).fill(grey)]))
  return new Uint8Array(writePng({ width: 200, height: 200, rows }))
}

export class Device {
  readonly #server: string
  readonly #headers: Record<string, string>

  constructor(server: string, token: string) {
    this.#server = server
    this.#headers = { Authorization: `Bearer ${token}` }
  }

  /** Of these notebooks and folders, as a manifest lists them. */
  async announce(notebooks: object[]): Promise<void> {
    const answer = await fetch(`${this.#server}/api/v1/sync/manifest`, {
      method: 'POST',
      headers: { ...this.#headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ scope: 'notebooks', notebooks }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }

  /** The image of a page's handwriting, `look` being what its `ink_hash` says. */
  async send(notebook: string, page: string, look: string, png: Uint8Array<ArrayBuffer>): Promise<void> {
    const digest = createHash('sha256').update(png).digest('base64')
    const place = `${this.#server}/api/v1/notebooks/${notebook}/pages/${page}/image`
    const answer = await fetch(`${place}?ink_hash=${look}&x=0&y=0&width=200&height=200`, {
      method: 'PUT',
      headers: { ...this.#headers, 'Content-Type': 'image/png', 'Content-Digest': `sha-256=:${digest}:` },
      body: png,
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
}
