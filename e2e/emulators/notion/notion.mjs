// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of Notion's API as it is in November 2026: it refuses what the service refuses, in its words, and
// remembers who asked for what, when, and what no careful client does.
import { listen } from '../listen.mjs'
import { control } from './control.mjs'
import { Emulator } from './emulator.mjs'
import { versions, Workspace } from './workspace.mjs'

/** @typedef {import('./emulator.mjs').World} World */

export const workspaceId = '11111111-1111-4111-8111-111111111111'
export const userId = '22222222-2222-4222-8222-222222222222'

/** A workspace, its owner, and a token that may do everything. @type {World} */
const defaultSettings = {
  workspaces: [{ id: workspaceId, name: "Kim's Notion" }],
  users: [{ id: userId, name: 'Kim', email: 'kim@example.org', workspaces: [workspaceId] }],
  tokens: [{ token: 'ntn_known' }],
  clients: [],
  limits: {},
}

/** @param {{port?: number, content?: import('./emulator.mjs').ContentClass} & Partial<World>} [options] a free port unless one is given; content: who answers for what is in a workspace */
export async function startNotion({ port = 0, content = Workspace, ...world } = {}) {
  const emulator = new Emulator({ ...defaultSettings, ...world }, { Workspace: content, versions })
  const { address, close } = await listen(
    {
      control: (request, response) => control(emulator, request, response),
      serve: (request, response) => emulator.serve(request, response),
    },
    port,
  )
  emulator.uploads.files.address = address
  return {
    ...{ address, emulator, log: emulator.log },
    async close() {
      emulator.webhooks.close()
      await close()
    },
  }
}
