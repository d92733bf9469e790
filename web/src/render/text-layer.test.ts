// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { textLayer } from './text-layer.ts'

const root = '<svg xmlns="http://www.w3.org/2000/svg" width="1404" height="1872" viewBox="-702 0 1404 1872">'

it('only the typed lines are kept, in the area of the page', () => {
  const line = '<text x="-464" y="300" font-size="64">a &lt;/text&gt; <tspan font-weight="bold">b</tspan></text>'
  const page = `${root}<rect fill="#fff"/><g><path d="M0 0"/></g><g>${line}\n${line}</g></svg>`
  expect(textLayer(page)).toBe(`${root}<g fill="#000" font-family="system-ui, sans-serif">${line}${line}</g></svg>`)
})

it('text turns with its page', () => {
  const turn = '<g transform="matrix(0 1 -1 0 1872 702)">'
  const page = `${root}\n<rect fill="#fff"/>\n${turn}\n<g><text x="1">a</text></g></g></svg>`
  expect(textLayer(page)).toContain(
    `${turn}<g fill="#000" font-family="system-ui, sans-serif"><text x="1">a</text></g></g></svg>`,
  )
})

it('a page of ink has none', () => {
  expect(textLayer(`${root}<path d="M0 0"/></svg>`)).toBeNull()
})
