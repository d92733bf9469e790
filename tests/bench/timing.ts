// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * The shortest of some rounds in milliseconds, after one to warm up. It is the processor's time that counts:
 * what else a busy machine does then only blurs caches.
 */
export function timed(rounds: number, work: () => void): number {
  work()
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) shortest = Math.min(shortest, once(work))
  return shortest
}

function once(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
