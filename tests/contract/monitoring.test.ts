// SPDX-License-Identifier: AGPL-3.0-or-later
// The alerts and the dashboard of deploy/ ask for metrics that the server has, and the alerts are raised when they should.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device } from './library.ts'

const folder = 'deploy/prometheus'
const read = (path: string) => readFileSync(path, 'utf8')

it('alerts are valid, and raised beyond their thresholds only', () => {
  execFileSync('promtool', ['check', 'rules', `${folder}/alerts.yml`], { stdio: 'pipe' })
  execFileSync('promtool', ['test', 'rules', `${folder}/alerts.test.yml`], { stdio: 'pipe' })
})

it('every alert is tested both ways', () => {
  const names = [...read(`${folder}/alerts.yml`).matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  for (const name of names)
    expect(read(`${folder}/alerts.test.yml`).match(new RegExp(`alertname: ${name}\\b`, 'g')), name).toHaveLength(2)
})

it('the server has every metric that is asked for', async () => {
  await using database = await startDatabase()
  const place = mkdtempSync(join(tmpdir(), 'rmirror-monitored-'))
  const settings = {
    RMIRROR_DATA_DIR: join(place, 'data'),
    RMIRROR_DATABASE_REPLICA_URL: database.said,
    RMIRROR_SPEND_LIMIT: '5',
  }
  await using server = await startServer(database.said, settings)
  const env = { PATH: process.env.PATH, RMIRROR_DATABASE_URL: database.said, ...settings }
  execFileSync('build/native/rmirror-server', ['--backup', join(place, 'backups')], { env })
  const api = new Api(server.said)
  const device = await Device.signUp(api, 'ann@example.org')
  await device.announce([1])
  const metrics = (await api.ask('GET /metrics')).body as string
  const known = new Set([...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name))
  const asked = [read(`${folder}/alerts.yml`), read('deploy/grafana/rmirror.json')].flatMap((text) => [
    ...text.matchAll(/\b(rmirror_[a-z_]+|process_start_time_seconds)\b(?=[{ )/["])/g),
  ])
  const missing = asked.map(([, name = '']) => name.replace(/_bucket$/, '')).filter((name) => !known.has(name))
  expect([...new Set(missing)]).toEqual([])
  expect(asked.length).toBeGreaterThan(20)
  // That the replica is none is in the log, and shown.
  expect(metrics).toContain('\nrmirror_replica_used 0\n')
  rmSync(place, { recursive: true })
})
