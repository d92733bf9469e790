// SPDX-License-Identifier: AGPL-3.0-or-later
// Vaults that the server itself writes: in a folder on a WebDAV server, and in a Git repository.
import { setTimeout as sleep } from 'node:timers/promises'
import { startGit } from '../../../e2e/emulators/git.mjs'
import type { Service } from '../../../e2e/emulators/targets/service.mjs'
import { startWebDav } from '../../../e2e/emulators/webdav.mjs'
import { ask } from '../server/device.ts'
import type { Bench } from '../server/processes.ts'
import { unchangedRun, type VaultFigures } from './vault-run.ts'

interface Vault {
  target: 'webdav' | 'git'
  /** How many notebooks are delivered; all others are deselected. */
  notebooks: number
  settings: Record<string, string>
  service: Pick<Service, 'requests' | 'clearLog'>
  /** The paths of its files. */
  files: () => Iterable<string>
  isWrite: (request: Service['requests'][0]) => boolean
}

export async function measureVaultOnWebDav(bench: Bench, person: string, notebooks: number): Promise<VaultFigures> {
  const { service, address, close } = await startWebDav()
  try {
    service.admit('kim', 'secret')
    return await measureVault(bench, person, {
      target: 'webdav',
      ...{ notebooks, service },
      settings: { address: `${address}/dav/kim/Notes`, user_name: 'kim', password: 'secret' },
      files: () => service.filesOf('kim').keys(),
      isWrite: ({ method }) => !['GET', 'PROPFIND'].includes(method),
    })
  } finally {
    await close()
  }
}

export async function measureVaultInGit(bench: Bench, person: string, notebooks: number): Promise<VaultFigures> {
  const { service, address, close } = await startGit()
  try {
    service.admit('kim', 'secret')
    return await measureVault(bench, person, {
      target: 'git',
      ...{ notebooks, service },
      settings: { address: `${address}/git/kim.git`, user_name: 'kim', token: 'secret' },
      files: () => service.filesOf('kim').keys(),
      isWrite: ({ method, path }) => method === 'POST' && path.endsWith('/git-receive-pack'),
    })
  } finally {
    await close()
  }
}

/** Times are from the setting up, or from asking for a comparison, until all is delivered. */
async function measureVault(bench: Bench, person: string, vault: Vault): Promise<VaultFigures> {
  const { target, notebooks, settings, service, files, isWrite } = vault
  const all = await notebooksOf(bench, person)
  const choice = notebooks < all.length ? { notebooks: all.slice(0, notebooks), folders: [], tags: [] } : null
  const begun = performance.now()
  await ask(bench, person, 'PUT', `integrations/${target}`, { settings, choice })
  const notes = () => [...files()].filter((path) => path.endsWith('.md')).length
  while (!(await isDelivered(bench, person, target)) || notes() < notebooks) await sleep(50)
  const ms = performance.now() - begun
  const full = { ms, requests: service.requests.length, files: [...files()].length }
  const unchanged = await unchangedRun(async () => {
    service.clearLog()
    const began = performance.now()
    await compare(bench, person, target)
    const written = service.requests.filter(isWrite).length
    return { ms: performance.now() - began, requests: service.requests.length, written }
  })
  return { full, unchanged }
}

async function notebooksOf(bench: Bench, person: string): Promise<string[]> {
  const { items } = await ask(bench, person, 'GET', 'notebooks/tree')
  return items.map(({ notebook_uuid }: { notebook_uuid: string }) => notebook_uuid)
}

async function isDelivered(bench: Bench, person: string, target: string): Promise<boolean> {
  const { state, counts, stopped } = await ask(bench, person, 'GET', `integrations/${target}`)
  if (stopped || counts.failed > 0) throw new Error(`${target} ${state}: ${JSON.stringify({ counts, stopped })}`)
  return ['pending', 'in_progress', 'retry'].every((status) => (counts[status] ?? 0) === 0)
}

async function compare(bench: Bench, person: string, target: string): Promise<void> {
  let answer = await ask(bench, person, 'POST', 'sync/trigger', { target_name: target })
  while (answer.state !== 'done') {
    await sleep(10)
    answer = await ask(bench, person, 'GET', `sync/trigger/${answer.id}`)
  }
}
