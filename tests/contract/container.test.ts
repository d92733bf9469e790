// SPDX-License-Identifier: AGPL-3.0-or-later
// The container image's rules and compose.yaml. scripts/try-server-image makes containers of the image and uses them.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { onFreePort } from '../world/free-port.ts'
import { serve } from '../world/programs.ts'

interface Service {
  image: string
  environment?: Record<string, string>
  command?: string[]
  volumes?: string[]
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  privileged?: boolean
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, { condition: string }>
  networks?: Record<string, { ipv4_address: string }>
}

const read = (path: string) => readFileSync(path, 'utf8')
const text = read('deploy/container/compose.yaml')
const { services } = parse(text, { merge: true }) as { services: Record<'server' | 'migrate' | string, Service> }
const example = read('deploy/container/.env.example')
const script = read('scripts/make-server-image')
const settings = new Set(
  [...read('docs/configuration.md').matchAll(/^\| `(RMIRROR_\w+)` \|/gm)].map(([, name]) => name),
)

const healthCheck = '/usr/lib/rmirror-server/health-check'
const { server, migrate, caddy } = services

it('every setting exists, and every variable is in the example', () => {
  expect(settings.size).toBeGreaterThan(40)
  const named = `${text}${example}${script}`.match(/(?<![\w-])RMIRROR_\w+/g) ?? []
  expect(named.filter((name) => !settings.has(name))).toEqual([])
  const inExample = new Set([...example.matchAll(/^#?(\w+)=/gm)].map(([, name]) => name))
  const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name)
  expect(asked.filter((name) => !name.startsWith('RMIRROR_') && !inExample.has(name))).toEqual([])
})

it('nothing starts without a password of the database', () => {
  expect(text.match(/\$\{POSTGRES_PASSWORD[^}]*\}/g)?.every((each) => each.startsWith('${POSTGRES_PASSWORD:?'))).toBe(
    true,
  )
  expect(example).toMatch(/^POSTGRES_PASSWORD=$/m)
})

it.each(Object.entries(services))('%s gains no privileges', (_, service) => {
  expect(service.security_opt).toEqual(['no-new-privileges:true'])
  expect(service.privileged).toBeUndefined()
})

it.each(Object.entries(services).filter(([name]) => name !== 'postgres'))(
  '%s has no capabilities by default, and writes only to its volumes',
  (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
  },
)

it('the schema is current before the server starts, and both have the same settings', () => {
  expect(migrate?.command).toEqual(['--migrate'])
  expect(migrate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(server?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } })
  for (const same of ['image', 'environment', 'volumes'] as const) expect(migrate?.[same]).toEqual(server?.[same])
})

it('the server trusts the address of Caddy, and no other', () => {
  const address = caddy?.networks?.proxy?.ipv4_address
  expect(server?.environment?.RMIRROR_TRUSTED_PROXIES).toBe(`\${RMIRROR_TRUSTED_PROXIES:-${address}}`)
})

it('the folders of the volumes are those of the settings and of the image', () => {
  const folders = server?.volumes?.map((each) => each.split(':').at(-1))
  expect(folders).toEqual(['/var/lib/rmirror', '/var/backups/rmirror'])
  expect(script).toContain(`--env RMIRROR_DATA_DIR=${folders?.[0]}`)
  expect(server?.environment?.RMIRROR_BACKUP_TO).toContain(folders?.[1])
  const finish = read('deploy/container/finish-root')
  for (const folder of folders ?? []) expect(finish).toMatch(new RegExp(`-o 10001 -g 10001 .*"\\$root${folder}"`))
})

it('the health check succeeds while a server is ready, and fails once it has stopped', async () => {
  expect(server?.healthcheck?.test).toEqual(['CMD', healthCheck])
  expect(script).toContain(`--healthcheck 'CMD ${healthCheck}'`)
  const env = { RMIRROR_LISTEN: '' }
  const check = () => spawnSync('deploy/container/health-check', { env, stdio: 'ignore' }).status
  {
    await using _ = await onFreePort((port) => {
      env.RMIRROR_LISTEN = `127.0.0.1:${port}`
      expect(check()).toBe(1)
      return serve(env)
    })
    await expect.poll(check).toBe(0)
  }
  expect(check()).toBe(1)
})
