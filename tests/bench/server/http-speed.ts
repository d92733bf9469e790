// SPDX-License-Identifier: AGPL-3.0-or-later
// How many small answers a second our HTTP front gives beside nginx, and what memory connections take.
import { execFileSync } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { median } from '../median.ts'
import { type Bench, startNginx } from './processes.ts'

const rounds = 3
const seconds = 3
const idleConnections = 2000

export interface HttpSpeed {
  /** Ours to nginx's, requests a second; each the median of some rounds by turns. */
  hello: number
  json: number
  /** Megabytes: at rest, and with 2,000 connections that say nothing. */
  idleMegabytes: number
  crowdedMegabytes: number
}

/** On a server that has done nothing yet. */
export async function measureHttp(server: Bench): Promise<HttpSpeed> {
  await using nginx = await startNginx(server.folder)
  const idleMegabytes = server.memory().now
  const crowdedMegabytes = await withConnections(server, () => server.memory().now)
  const [hello, json] = [ratio(server, nginx, '/healthz'), ratio(server, nginx, '/data.json')]
  return { hello, json, idleMegabytes, crowdedMegabytes }
}

function ratio(ours: { url: string }, theirs: { url: string }, path: string): number {
  const [first, second]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    first.push(requestsPerSecond(ours.url + path))
    second.push(requestsPerSecond(theirs.url + path))
  }
  return median(first) / median(second)
}

function requestsPerSecond(url: string): number {
  const report = execFileSync('wrk', ['-t2', '-c64', `-d${seconds}s`, url], { encoding: 'utf8' })
  if (/Non-2xx/.test(report)) throw new Error(report)
  return Number(/^Requests\/sec:\s+([\d.]+)/m.exec(report)?.[1])
}

async function withConnections<T>({ url }: Bench, work: () => T): Promise<T> {
  const { hostname, port } = new URL(url)
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(socket))
      socket.once('error', reject)
    })
  const sockets = await Promise.all(Array.from({ length: idleConnections }, open))
  // The server has taken the last of them when it answers one more.
  await fetch(`${url}/healthz`)
  const result = work()
  for (const socket of sockets) socket.destroy()
  return result
}
