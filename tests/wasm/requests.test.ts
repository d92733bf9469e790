// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests that ask for what there is not are refused across the border, by name, and the core lives on.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '@rmirror/core'
import { expect, it, test } from 'vitest'
import { builtModule } from './core.ts'

const core = await builtModule()
const nothing = new Uint8Array()
const file = await readFile(join(import.meta.dirname, '../fixtures/colors.rm'))
const opened = core.openPage(file, 0, nothing, nothing)
if (!('facts' in opened)) throw new Error(opened.error.message)
const page = opened

const refusal = (message: string) => ({ ok: false, error: { code: 'bad-request', message } })
const unknown = (name: string) => refusal(`"${name}" is not a member of this request`)

const calls: Record<string, (request: string) => unknown> = {
  renderPng: (request) => page.renderPng(request),
  renderPixels: (request) => page.renderPixels(request),
  renderSvg: (request) => page.renderSvg(request),
  renderOcr: (request) => page.renderOcr(request),
  pdfInk: (request) => page.pdfInk(request),
  setPicture: (place) => page.setPicture('', place, 0, 0, nothing, ''),
}

test.each(Object.entries(calls))('%s refuses what it does not know', (_, call) => {
  expect(call('{"widht":100}')).toEqual(unknown('widht'))
  expect(call('{"width":100,"width ":100}')).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  expect(call('[]')).toEqual(refusal('the request must be a JSON object'))
  expect(call('{"width":')).toEqual(refusal('the request cannot be read: the JSON ends too early'))
})

test.each(Object.entries(calls))('%s refuses a megabyte and deep nesting', (_, call) => {
  const messageOf = (request: string) => (call(request) as Failure).error.message
  expect(messageOf(`{"template":"${'x'.repeat(1_000_000)}"}`)).toContain('too large')
  expect(messageOf(`{"${'x'.repeat(1_000_000)}":1}`)).toContain('too large')
  expect(messageOf('{"a":'.repeat(10_000) + '0' + '}'.repeat(10_000))).toContain('nested too deeply')
  expect(messageOf(`{"${'\u20ac'.repeat(10_000)}":1}`)).toBe(
    `"${'\u20ac'.repeat(13)}..." is not a member of this request`,
  )
})

it('refuses a value of the wrong type or out of range', () => {
  expect(page.renderPng('{"width":"100"}')).toEqual(refusal('width must be a whole number of pixels from 1 to 30000'))
  expect(page.renderPixels('{"width":30001}')).toEqual(
    refusal('width must be a whole number of pixels from 1 to 30000'),
  )
  expect(page.renderSvg('{"background":"off"}')).toEqual(refusal('background must be true or false'))
  expect(page.renderOcr('{"orientation":"landscpe"}')).toEqual(
    refusal('orientation must be one of "portrait", "landscape"'),
  )
  expect(page.pdfInk('{"template":null}')).toEqual(refusal('template must be a string'))
  expect(page.setPicture('', '{"rect":{"x":0,"y":0,"width":-1,"height":1}}', 0, 0, nothing, '')).toEqual(
    refusal('rect.width must be from 0 to 1000000 page units'),
  )
})

it('refuses what a call has no use for', () => {
  expect(page.renderOcr('{"width":100}')).toEqual(unknown('width'))
  expect(page.pdfInk('{"background":false}')).toEqual(unknown('background'))
  expect(page.setPicture('', '{"x":0}', 0, 0, nothing, '')).toEqual(unknown('x'))
})

it('refuses a misspelt word', () => {
  expect(page.text('html')).toEqual(
    refusal('the format of a text must be one of "markdown", "typed-markdown", "plain"'),
  )
  expect(core.setFont('bold_italic', nothing)).toEqual(
    refusal(
      'the style of a font must be one of "regular", "bold", "italic", "bold-italic", "medium", "serif", "serif-bold"',
    ),
  )
})

it('refuses names of page files that are no strings', () => {
  expect(core.readDocument(null, null, null, '["0",1]')).toEqual(refusal('a name of a page file must be a string'))
  expect(core.readDocument(null, null, null, '{}')).toEqual(refusal('the names of the page files must be a JSON array'))
})

it('refuses a text fingerprint over a member that is not part of it', () => {
  expect(core.textFingerprint('{"kind":"page_text","text":"","page_number":1}')).toEqual(
    refusal('"page_number" is not part of this fingerprint'),
  )
})

it('draws a page whose document gives its template a name of a megabyte', () => {
  const template = new TextEncoder().encode('\u0001'.repeat(1_000_000))
  const facts = core.readDocument(null, null, template, '["0"]')
  if (typeof facts !== 'string') throw new Error(facts.error.message)
  const request = { width: 100, template: JSON.parse(facts).pages[0].template }
  expect(request.template.length).toBeGreaterThan(1000)
  expect(page.renderPng(JSON.stringify(request))).toEqual(page.renderPng('{"width":100}'))
})
