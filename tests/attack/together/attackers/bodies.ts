// SPDX-License-Identifier: AGPL-3.0-or-later
// Memory: bodies that never end, and answers that no client reads.
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { uuid } from '../../../contract/library.ts'
import { requestOf } from '../../attacked.ts'
import { noise } from '../../pictures.ts'
import { type Account, type Attacker, again, signUp, times, untilOver } from '../attacker.ts'
import type { Caller } from '../caller.ts'

const megabytes = 32
const largestBody = Buffer.alloc(megabytes * 1024 * 1024 - 1, ' ')

const headOf = (operation: string, authorization: string) =>
  `${operation} HTTP/1.1\r\nHost: test\r\n${authorization}Content-Type: application/json\r\n` +
  `Content-Length: ${largestBody.length + 1}\r\n\r\n`

/** All but the last byte of 32 MB, eight times, and all of it once more when the server has ended one. */
async function holdBodies(from: Caller, over: AbortSignal, authorization: string): Promise<void> {
  const hold = () =>
    again(over, 1000, async () => {
      const socket = await from.open(headOf('POST /api/v1/sync/manifest', authorization))
      socket.write(largestBody)
      socket.resume()
      await Promise.race([new Promise((resolve) => socket.once('close', resolve)), untilOver(over)])
      socket.destroy()
    })
  await Promise.all(Array.from({ length: 8 }, hold))
}

/** 29 KB that unpack to 30 MB. */
const emptyLists = gzipSync(`{"scope":"library","notebooks":[${'[],'.repeat(10_000_000)}[]]}`)
const jsonInGzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

interface Drips {
  begin?: (socket: Socket) => void
  drop: (socket: Socket) => void
}

/** Forty connections, kept alive by a byte every now and then, and replaced when the server has ended one. */
async function drip(over: AbortSignal, open: () => Promise<Socket>, { begin, drop }: Drips): Promise<void> {
  const sockets: Socket[] = []
  await again(over, 1000, async () => {
    for (let i = 0; i < 40 && !over.aborted; i++) {
      const socket = sockets[i]
      if (socket && !socket.destroyed) {
        drop(socket)
      } else {
        const opened = await open()
        begin?.(opened)
        sockets[i] = opened
      }
    }
  })
}

/** The request for a picture of the account's. */
async function askingForPicture(account: Account): Promise<string> {
  await account.announce([1])
  await account.put(1, noise(1000, randomBytes))
  return requestOf(`GET /api/v1/notebooks/${uuid(1)}/pages/${uuid(1)}/image`, account.token)
}

export const bodies: Attacker[] = [
  {
    entries: 'A1',
    does: 'sends all but the last byte of 32 MB, without a token',
    attack: ({ from, over }) => holdBodies(from, over, ''),
  },
  {
    entries: 'A1',
    does: 'does so with an unsigned token',
    attack: ({ from, over }) => holdBodies(from, over, 'Authorization: Bearer e30.e30.e30\r\n'),
  },
  {
    entries: 'A1',
    does: 'does so with a token of its own',
    async attack({ from, account, over }) {
      await holdBodies(from, over, `Authorization: Bearer ${account.token}\r\n`)
    },
  },
  {
    entries: 'A1',
    does: 'sends a body byte by byte',
    async attack({ from, over }) {
      const socket = await from.open(headOf('POST /api/v1/auth/login', ''))
      socket.resume()
      await again(over, 500, async () => socket.destroyed || socket.write(' '))
    },
  },
  {
    entries: 'G5',
    does: 'sends ten million empty lists in 29 KB, twice at once from each of four accounts',
    async attack({ account, over, caller }) {
      const names = ['lists-1', 'lists-2', 'lists-3']
      const others = await Promise.all(names.map((name) => signUp(caller(), `attacker-with-${name}`)))
      await again(over, 500, () =>
        times(8, async (index) =>
          [account, ...others][index % 4]?.send('POST /api/v1/sync/manifest', jsonInGzip, emptyLists),
        ),
      )
    },
  },
  {
    entries: 'H1',
    does: 'sends forty bodies with a token of its own, a byte of each now and then',
    attack: ({ from, account, over }) =>
      drip(over, () => from.open(headOf('POST /api/v1/sync/manifest', `Authorization: Bearer ${account.token}\r\n`)), {
        begin: (socket) => socket.resume(),
        drop: (socket) => socket.write(' '),
      }),
  },
  {
    entries: 'B8',
    does: 'asks for a picture of 1 MB eighty times and takes none',
    async attack({ from, account, over }) {
      const request = await askingForPicture(account)
      for (let i = 0; i < 80; i++) await from.open(request)
      await untilOver(over)
    },
  },
  {
    entries: 'H1',
    does: 'asks for a picture of 1 MB forty times and takes a little of each now and then',
    async attack({ from, account, over }) {
      const request = await askingForPicture(account)
      await drip(over, () => from.open(request), { drop: (socket) => socket.read(1000) })
    },
  },
]
