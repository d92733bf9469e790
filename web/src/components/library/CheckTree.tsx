// SPDX-License-Identifier: AGPL-3.0-or-later
// Tree view with checkboxes. Keyboard handling follows the WAI-ARIA Authoring Practices for trees.
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { displayName } from '../controls/display-name.ts'
import { Icon } from '../controls/Icon.tsx'
import { useIncrementalRender } from '../controls/use-incremental-render.ts'

export interface CheckNode {
  uuid: string
  name: string
  kind: 'folder' | 'notebook'
  inside: CheckNode[]
}

interface CheckTreeProps<Node extends CheckNode> {
  label: string
  nodes: Node[]
  tickOf: (node: Node) => boolean | 'mixed'
  /** Why a node can't be ticked; null if it can. `above`: its ancestors, root first. */
  lockedBy: (node: Node, above: Node[]) => string | null
  onToggle: (node: Node) => void
}

interface Line<Node> {
  node: Node
  above: Node[]
  /** 1-based position among its siblings. */
  place: number
  siblings: number
}

export function CheckTree<Node extends CheckNode>({ label, nodes, tickOf, lockedBy, onToggle }: CheckTreeProps<Node>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const lines = useMemo(() => linesOf(nodes, open), [nodes, open])
  const shown = useIncrementalRender(lines.length, 60)
  const [current, setCurrent] = useState(0)
  const at = Math.min(current, lines.length - 1)
  const tree = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  useLayoutEffect(() => {
    if (wantsFocus.current) tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    wantsFocus.current = false
  }, [at, shown])
  const go = (to: number) => {
    wantsFocus.current = true
    setCurrent(Math.max(0, Math.min(to, lines.length - 1)))
  }
  const openOrClose = ({ uuid }: Node) => {
    const next = new Set(open)
    if (!next.delete(uuid)) next.add(uuid)
    setOpen(next)
  }
  const toggle = ({ node, above }: Line<Node>) => {
    if (lockedBy(node, above) === null) onToggle(node)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at]
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return
    const { node, above } = line
    const isOpen = open.has(node.uuid)
    const isBranch = node.inside.length > 0
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => isBranch && (isOpen ? go(at + 1) : openOrClose(node)),
      ArrowLeft: () =>
        isBranch && isOpen
          ? openOrClose(node)
          : above.length > 0 && go(lines.findIndex((each) => each.node === above.at(-1))),
      ' ': () => toggle(line),
      Enter: () => toggle(line),
    }
    const act = keys[event.key] ?? (event.key.length === 1 ? () => go(nextNamed(lines, at, event.key)) : undefined)
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={tree} role="tree" aria-label={label} class="check-tree" onKeyDown={onKeyDown}>
      {lines.slice(0, Math.max(shown, at + 1)).map((line, index) => {
        const { node, above, place, siblings } = line
        const ticked = tickOf(node)
        const reason = lockedBy(node, above)
        const isBranch = node.inside.length > 0
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the tree.
          <div
            key={node.uuid}
            role="treeitem"
            class="check-line"
            style={{ '--depth': above.length }}
            aria-level={above.length + 1}
            aria-posinset={place}
            aria-setsize={siblings}
            aria-checked={reason === null ? ticked : false}
            aria-disabled={reason !== null}
            {...(isBranch && { 'aria-expanded': open.has(node.uuid) })}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setCurrent(index)}
            onClick={() => toggle(line)}
          >
            <OpenMark isBranch={isBranch} onClick={() => openOrClose(node)} />
            <span class="check-box" aria-hidden="true">
              {reason === null && ticked === true && <Icon name="check" />}
              {reason === null && ticked === 'mixed' && <Icon name="minus" />}
            </span>
            <Icon name={node.kind === 'folder' ? 'folder' : 'page'} />
            <span>
              {displayName(node.name)}
              {reason && <span class="quiet"> {reason}</span>}
            </span>
          </div>
        )
      })}
    </div>
  )
}

/** Expands a branch by mouse; keys are handled by the tree. */
function OpenMark({ isBranch, onClick }: { isBranch: boolean; onClick: () => void }) {
  const click = (event: Event) => {
    event.stopPropagation()
    onClick()
  }
  return (
    <span class="check-open" aria-hidden="true" {...(isBranch && { onClick: click })}>
      {isBranch && <Icon name="chevron" />}
    </span>
  )
}

/** The visible nodes in display order: all except those inside closed folders. */
function linesOf<Node extends CheckNode>(nodes: Node[], open: ReadonlySet<string>, above: Node[] = []): Line<Node>[] {
  return nodes.flatMap((node, index) => {
    const line = { node, above, place: index + 1, siblings: nodes.length }
    const inside = open.has(node.uuid) ? linesOf(node.inside as Node[], open, [...above, node]) : []
    return [line, ...inside]
  })
}

/** Type-ahead: index of the next line whose name starts with `letter`, wrapping around; `at` if there is none. */
function nextNamed<Node extends CheckNode>(lines: Line<Node>[], at: number, letter: string): number {
  const isMeant = ({ node }: Line<Node>) => displayName(node.name).toLowerCase().startsWith(letter.toLowerCase())
  const after = lines.findIndex((line, index) => index > at && isMeant(line))
  if (after >= 0) return after
  const first = lines.findIndex(isMeant)
  return first >= 0 ? first : at
}
