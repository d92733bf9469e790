// SPDX-License-Identifier: AGPL-3.0-or-later
// Keyboard navigation in the library's tree, with the keys of a file manager. Tab works, too.

const stops = '.tree-toggle, a.row-link, .row-link input'

type TreeEvent = KeyboardEvent & { currentTarget: HTMLElement }

export function moveInTree(event: TreeEvent): void {
  const { target, currentTarget: tree, key } = event
  if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return
  const all = [...tree.querySelectorAll<HTMLElement>(stops)]
  const at = all.indexOf(target)
  if (at < 0 || !perform(key, target, all, at)) return
  event.preventDefault()
  event.stopPropagation()
}

/** False for keys that do nothing here. */
function perform(key: string, target: HTMLElement, all: HTMLElement[], at: number): boolean {
  switch (key) {
    case 'ArrowDown':
      return moveTo(all[at + 1])
    case 'ArrowUp':
      return moveTo(all[at - 1])
    case 'Home':
      return moveTo(all[0])
    case 'End':
      return moveTo(all.at(-1))
    case 'ArrowRight':
      return isClosed(target) ? click(target) : isOpen(target) && moveTo(all[at + 1])
    case 'ArrowLeft':
      return isOpen(target) ? click(target) : moveTo(folderAround(target))
    default:
      return false
  }
}

function moveTo(stop: HTMLElement | null | undefined): boolean {
  stop?.focus()
  return stop !== null && stop !== undefined
}

function click(target: HTMLElement): boolean {
  target.click()
  return true
}

const isClosed = (target: HTMLElement) => target.getAttribute('aria-expanded') === 'false'
const isOpen = (target: HTMLElement) => target.getAttribute('aria-expanded') === 'true'

function folderAround(target: HTMLElement): HTMLElement | null {
  const around = target.closest('.tree-level')?.closest('.tree-item')
  return around?.querySelector<HTMLElement>(':scope > .tree-folder > .tree-toggle') ?? null
}
