// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks that lose nearly all of their pages at once while an integration has them.
import { lay, type watchedWorld } from './watched.ts'

type World = ReturnType<typeof watchedWorld>

export const seeds = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index)

/** Twelve pages of each notebook, of which one stays. `begin` syncs them; `noticed` syncs the loss. */
export async function dropMuch(
  { server }: World,
  letters: string[],
  begin: () => Promise<unknown>,
  noticed: () => Promise<unknown>,
): Promise<void> {
  for (const letter of letters) lay(letter, seeds(12))
  await begin()
  server.ask(`INSERT INTO integrations (user_id, target_name) SELECT id, 'webhook' FROM users RETURNING 1`)
  for (const letter of letters) lay(letter, seeds(1))
  await noticed()
}
