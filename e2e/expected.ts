// SPDX-License-Identifier: AGPL-3.0-or-later
// What the dashboard must show: the sample's pages as the core draws them in Node, letters and all.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Core, fontFiles, fontStyles, loadCore, type RenderRequest } from '@rmirror/shared/core'
import { sampleFiles } from '../tests/generator/sample-notebook.ts'
import { sample } from './given.ts'

const require = createRequire(import.meta.url)
let loaded: Promise<Core> | undefined

async function core(): Promise<Core> {
  loaded ??= loadCore(readFileSync(require.resolve('@rmirror/core/core.wasm'))).then((fresh) => {
    for (const style of fontStyles) fresh.setFont(style, readFileSync(require.resolve(fontFiles[style])))
    return fresh
  })
  return loaded
}

async function samplePage(number: number) {
  const { uuid = '', template = '' } = sample.pages[number - 1] ?? {}
  const file = sampleFiles().find(({ path }) => path.endsWith(`${uuid}.rm`))
  if (!file) throw new Error(`The sample has no page ${number}`)
  return { page: (await core()).openPage(file.bytes), template }
}

export async function expectedPng(number: number, request: RenderRequest = {}): Promise<Buffer> {
  const { page, template } = await samplePage(number)
  using _ = page
  return Buffer.from(page.renderPng({ template, ...request }))
}

export async function expectedPixels(number: number, request: RenderRequest = {}) {
  const { page, template } = await samplePage(number)
  using _ = page
  return page.renderPixels({ template, ...request })
}
