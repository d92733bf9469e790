// SPDX-License-Identifier: AGPL-3.0-or-later
// Samples of a program, as stacks of function names with the milliseconds spent in each.

/** Functions from the outermost to the innermost, joined by ";" as flame graphs usually take them. */
export type Stacks = Map<string, number>

export function add(stacks: Stacks, frames: string[], milliseconds: number): void {
  if (frames.length === 0) return
  const stack = frames.map((frame) => frame.replaceAll(';', ':')).join(';')
  stacks.set(stack, (stacks.get(stack) ?? 0) + milliseconds)
}
