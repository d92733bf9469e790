// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's own client against the emulator.
import { Client } from '@notionhq/client'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { notionSuite } from '../contract/notion-suite.ts'

let notion: Awaited<ReturnType<typeof startNotion>>
beforeAll(async () => {
  notion = await startNotion()
})
beforeEach(() => notion.emulator.clear())
afterAll(() => notion.close())

describe('the emulator', () => {
  notionSuite(() => ({
    workspace: notion.emulator.homeOf(workspaceId).content as unknown as Workspace,
    client: (options) => new Client({ auth: 'ntn_known', baseUrl: notion.address, ...options }),
  }))

  afterAll(() => {
    // What the suite is refused it is refused on purpose: blocks, an address, and what another version has.
    expect(Object.keys(notion.log.counts())).toEqual(['2', '7', '35'])
  })
})
