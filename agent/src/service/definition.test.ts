// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { launchdAgent, systemdUnit } from './definition.ts'
import { systemFor } from './systems.ts'

const odd = `/opt/a "b" 100% $HOME\\x & <c>`
const definition = { command: [process.execPath, odd, 'watch'], environment: { RMIRROR_AGENT_INBOX: odd } }

/** The texts of all elements of this name, as an XML parser reads them. */
function texts(xml: string | Uint8Array, name: string): string[] {
  const path = write('definition.xml', xml)
  const found = (query: string) =>
    execFileSync('xmllint', ['--nonet', '--xpath', query, path], { encoding: 'utf8', stdio: 'pipe' }).slice(0, -1)
  const elements = `//*[local-name()="${name}"]`
  return Array.from({ length: Number(found(`count(${elements})`)) }, (_, at) =>
    found(`string((${elements})[${at + 1}])`),
  )
}

test('systemd takes the unit as it is meant', () => {
  const path = write('rmirror.service', systemdUnit(definition))
  const said = execFileSync('systemd-analyze', ['verify', '--user', '--man=no', path], {
    env: { ...process.env, XDG_RUNTIME_DIR: at('.'), SYSTEMD_LOG_LEVEL: 'warning' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(said).toBe('')
  const unit = systemdUnit(definition)
  expect(unit).toContain(String.raw`"/opt/a \"b\" 100%% $$HOME\\x & <c>" "watch"`)
  expect(unit).toContain(String.raw`Environment="RMIRROR_AGENT_INBOX=/opt/a \"b\" 100%% $HOME\\x & <c>"`)
})

test('systemd refuses what is no unit', () => {
  const path = write(
    'rmirror.service',
    systemdUnit({ ...definition, command: ['not-absolute'] }).replace('[Service]', '[Srvice]'),
  )
  expect(() => execFileSync('systemd-analyze', ['verify', '--user', '--man=no', path], { stdio: 'pipe' })).toThrow()
})

test('the property list of launchd has every word', () => {
  expect(texts(launchdAgent(definition, '/tmp/log'), 'string')).toEqual([
    ...['org.rmirror.agent', ...definition.command, odd, '1', 'Background', '/tmp/log'],
  ])
})

const ofWindows = (command: string[]) => {
  const environment = { USERDOMAIN: 'PC', USERNAME: 'Ann & Bo' }
  return systemFor({ ...definition, command }, { platform: 'win32', environment, stateFolder: '/s' })?.content ?? ''
}

test('the task of Windows has every word, and shows no window', () => {
  const task = ofWindows(['C:\\Program Files\\node.exe', 'C:\\a b\\', 'say "x"'])
  expect(texts(task, 'Command')).toEqual([String.raw`%SystemRoot%\System32\conhost.exe`])
  expect(texts(task, 'Arguments')).toEqual([String.raw`--headless "C:\Program Files\node.exe" "C:\a b\\" "say \"x\""`])
  expect(texts(task, 'WorkingDirectory')).toEqual(['C:\\Program Files'])
  expect(texts(task, 'UserId')).toEqual(['PC\\Ann & Bo', 'PC\\Ann & Bo'])
})

test('the task of Windows starts the batch file of a package, whatever its folder is called', () => {
  const task = ofWindows(['C:\\Users\\Ann & Bo (PC)\\rMirror\\rmirror.cmd', 'watch'])
  expect(texts(task, 'Arguments')).toEqual([String.raw`--headless cmd.exe /d /c .\rmirror.cmd watch`])
  expect(texts(task, 'WorkingDirectory')).toEqual(['C:\\Users\\Ann & Bo (PC)\\rMirror'])
})

test('the task of Windows starts a watch that ended again, and never a second one beside it', () => {
  const task = ofWindows(['C:\\node.exe'])
  expect(texts(task, 'Interval')).toEqual(['PT5M', 'PT1M'])
  expect(texts(task, 'MultipleInstancesPolicy')).toEqual(['IgnoreNew'])
})

test('each system has a file and its programs; others have none', () => {
  const place = { environment: { XDG_CONFIG_HOME: '/c', USERDOMAIN: 'PC', USERNAME: 'Ann' }, stateFolder: '/s' }
  expect(systemFor(definition, { ...place, platform: 'linux' })).toMatchObject({
    path: '/c/systemd/user/rmirror.service',
    remove: [['systemctl', '--user', 'disable', '--now', 'rmirror.service']],
  })
  expect(systemFor(definition, { ...place, platform: 'darwin' })?.path).toMatch(
    /LaunchAgents\/org.rmirror.agent.plist$/,
  )
  const windows = systemFor(definition, { ...place, platform: 'win32' })
  expect(Buffer.from(windows?.content ?? []).subarray(0, 4)).toEqual(Buffer.from([0xff, 0xfe, 0x3c, 0x00]))
  expect(windows?.install[0]).toEqual(['schtasks', '/Create', '/F', '/TN', 'rMirror', '/XML', '/s/task.xml'])
  expect(systemFor(definition, { ...place, platform: 'aix' })).toBeUndefined()
})
