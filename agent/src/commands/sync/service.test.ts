// SPDX-License-Identifier: AGPL-3.0-or-later
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, rmirrorWith, write } from '../../testing/program.ts'

const unit = () => at('config/systemd/user/rmirror.service')

/** A systemctl that logs its arguments and exits with `status`. */
function systemctl(status: number, launcher = '') {
  chmodSync(
    write(
      'bin/systemctl',
      `#!/bin/sh\necho "$@" >>'${at('told')}'\n[ ${status} = 0 ] || echo no bus >&2\nexit ${status}\n`,
    ),
    0o700,
  )
  const environment = {
    PATH: `${at('bin')}:${process.env.PATH}`,
    RMIRROR_AGENT_MEMORY_MB: '300',
    RMIRROR_AGENT_LAUNCHER: launcher,
  }
  return (...args: string[]) => rmirrorWith(environment, 'service', ...args)
}
const systemCalls = () => readFileSync(at('told'), 'utf8').trimEnd().split('\n')

test('a service is installed with the given settings, installed once more, and removed', async () => {
  const service = systemctl(0)
  expect(await service('install')).toMatchObject({ status: 0, out: expect.stringContaining('journalctl --user') })
  const text = readFileSync(unit(), 'utf8')
  expect(text).toMatch(/^ExecStart="\S+" "\S+\/bin\/rmirror\.mjs" "watch"$/m)
  expect(text).toContain('Environment="RMIRROR_AGENT_MEMORY_MB=300"')
  expect(existsSync(/"(\S+rmirror\.mjs)"/.exec(text)?.[1] ?? '')).toBe(true)
  expect(systemCalls()).toEqual([
    '--user daemon-reload',
    '--user enable rmirror.service',
    '--user restart rmirror.service',
  ])
  expect((await service('install')).status).toBe(0)
  expect(await service('remove')).toMatchObject({ status: 0, out: 'The service was stopped and removed.\n' })
  expect(existsSync(unit())).toBe(false)
  expect(systemCalls().at(-1)).toBe('--user disable --now rmirror.service')
  expect(await service('remove')).toMatchObject({ status: 0, out: 'No service was installed.\n' })
})

test('of a package, the service starts the launcher, which knows the newest version', async () => {
  const launcher = write('a package/rmirror', '#!/bin/sh\n')
  expect((await systemctl(0, launcher)('install')).status).toBe(0)
  expect(readFileSync(unit(), 'utf8')).toContain(`\nExecStart="${launcher}" "watch"\n`)
})

test('a launcher that is gone is not what a service starts', async () => {
  await systemctl(0, at('gone/rmirror'))('install')
  expect(readFileSync(unit(), 'utf8')).toMatch(/^ExecStart="\S+" "\S+\/bin\/rmirror\.mjs" "watch"$/m)
})

test('a system that refuses is named, with what to run', async () => {
  const service = systemctl(1)
  expect(await service('install')).toMatchObject({
    status: 1,
    err: `rmirror: ${unit()} was written, but no bus. Run it yourself: systemctl --user daemon-reload\n`,
  })
  expect((await service('remove')).err).toContain('The service may still run: no bus')
  expect(existsSync(unit())).toBe(false)
  expect(await service('start')).toMatchObject({ status: 2, err: expect.stringContaining('"install" or "remove"') })
})
