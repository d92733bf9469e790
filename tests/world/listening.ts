// SPDX-License-Identifier: AGPL-3.0-or-later
// Waits until a program listens. A connection would not show which program accepted it.
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Resolves when the program itself listens on this TCP port; rejects if it ends before. */
export async function untilListening(child: ChildProcess, port: number): Promise<void> {
  while (!listens(child.pid ?? 0, port)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${child.spawnfile} ended before it listened on port ${port}`)
    await wait(20)
  }
}

function listens(pid: number, port: number): boolean {
  const sockets = [...listeners('tcp', port), ...listeners('tcp6', port)].map((inode) => `socket:[${inode}]`)
  return sockets.length > 0 && openFiles(pid).some((file) => sockets.includes(file))
}

/** The inodes of the sockets that listen on a port: rows with the state 0A, by proc_net_tcp.txt of the kernel. */
function listeners(protocol: 'tcp' | 'tcp6', port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = readFileSync(`/proc/net/${protocol}`, 'utf8').split('\n')
  return rows.flatMap((row) => {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/)
    return local?.endsWith(suffix) && state === '0A' && inode ? [inode] : []
  })
}

/** Empty if the process has ended. Files may be closed meanwhile. */
function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  const read = <Value>(look: () => Value[]) => {
    try {
      return look()
    } catch {
      return []
    }
  }
  return read(() => readdirSync(folder)).flatMap((name) => read(() => [readlinkSync(`${folder}/${name}`)]))
}
