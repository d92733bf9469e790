// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Both, type Case, type Cases, inBoth } from './cases.ts'
import { type House, words } from './house.ts'

function memberCases(house: House, things: Both): Cases {
  const { workspace } = things.shared
  const [viewer = '', owner = ''] = [house.ids.viewer, house.ids.owner]
  const route = '/api/v1/workspaces/:workspace_id'
  return {
    [`GET ${route}/members`]: [{ kind: 'read', ...inBoth(things, ({ workspace }) => [workspace]) }],
    [`PATCH ${route}/members/:user_id`]: [
      { kind: 'manage', shared: [workspace, viewer], question: { json: { role: 'viewer' } } },
    ],
    [`DELETE ${route}/members/:user_id`]: [
      { kind: 'manage', shared: [workspace, owner], spare: async () => [await house.workspace(), owner] },
    ],
    [`PUT ${route}/owner`]: [
      {
        kind: 'manage',
        shared: [workspace],
        question: { json: { user_id: viewer } },
        spare: async () => [await house.workspace()],
      },
    ],
  }
}

async function invitationCases(house: House, things: Both): Promise<Cases> {
  const { workspace } = things.shared
  const route = '/api/v1/workspaces/:workspace_id/invitations'
  const json = { role: 'viewer' }
  const invited = async () => [workspace, await house.make(`POST ${route}`, [workspace], json)]
  return {
    [`GET ${route}`]: [{ kind: 'manage', shared: [workspace] }],
    [`POST ${route}`]: [{ kind: 'manage', shared: [workspace], question: { json } }],
    [`DELETE ${route}/:invitation_id`]: [{ kind: 'manage', shared: await invited(), spare: invited }],
  }
}

export async function workspaceCases(house: House, things: Both): Promise<Cases> {
  const route = '/api/v1/workspaces/:workspace_id'
  const both = inBoth(things, ({ workspace }) => [workspace])
  const shared = [things.shared.workspace]
  // Nobody's own workspace has them: one's own notebooks have a tree, changes and covers without a workspace's id.
  const ofShared = (more: Partial<Case> = {}): Case[] => [
    { kind: 'read', shared, ...more },
    { kind: 'none', private: [house.person], ...more },
  ]
  return {
    [`GET ${route}`]: [{ kind: 'read', ...both }],
    [`PATCH ${route}`]: [{ kind: 'manage', ...both, question: { json: { name: `About ${words.shared}` } } }],
    [`DELETE ${route}`]: [{ kind: 'manage', shared, spare: async () => [await house.workspace()] }],
    [`GET ${route}/audit-log`]: [{ kind: 'manage', ...both }],
    [`GET ${route}/tree`]: ofShared(),
    [`GET ${route}/changes`]: ofShared(),
    [`GET ${route}/covers`]: ofShared({ query: `?notebook=${things.private.notebook}` }),
    [`GET ${route}/documents`]: [{ kind: 'read', ...both }],
    [`POST ${route}/documents`]: [
      { kind: 'write', ...both, question: { json: { content: `More on ${words.shared}` } } },
    ],
    ...memberCases(house, things),
    ...(await invitationCases(house, things)),
  }
}
