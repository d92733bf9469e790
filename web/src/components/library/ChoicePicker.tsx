// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId, useMemo, useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { FormProblem } from '../controls/FormProblem.tsx'
import { Icon } from '../controls/Icon.tsx'
import { useIncrementalRender } from '../controls/use-incremental-render.ts'

/** A subset of the library. Where `Chosen | null` is used, null means the whole library. */
export interface Chosen {
  notebooks: string[]
  folders: string[]
  tags: string[]
}

/** A folder or a notebook of the library. */
export interface ChoiceNode {
  uuid: string
  name: string
  /** null for a notebook. */
  children: ChoiceNode[] | null
}

interface ChoicePickerProps {
  chosen: Chosen | null
  onChange: (chosen: Chosen | null) => void
  nodes: ChoiceNode[]
  tags: string[]
  /** Normalises search words and names for comparison. */
  plainText: (text: string) => string
  problem: string | null
  /** A heading above already names the subject, so the legend is visually hidden. */
  isHeaded?: boolean
}

const none: Chosen = { notebooks: [], folders: [], tags: [] }

/** Choice between the whole library and selected notebooks, folders and tags. */
export function ChoicePicker({
  chosen,
  onChange,
  nodes,
  tags,
  plainText,
  problem,
  isHeaded = false,
}: ChoicePickerProps) {
  const name = useId()
  // Keeps the last subset, so that switching to "everything" and back restores it.
  const [before, setBefore] = useState(chosen ?? none)
  const change = (next: Chosen) => {
    setBefore(next)
    onChange(next)
  }
  return (
    <fieldset class="choice-picker" aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend class={isHeaded ? 'visually-hidden' : ''}>{t('choice.title')}</legend>
      <label class="tick">
        <input type="radio" name={name} checked={chosen === null} onChange={() => onChange(null)} />
        <span>{t('choice.everything')}</span>
      </label>
      <label class="tick">
        <input type="radio" name={name} checked={chosen !== null} onChange={() => onChange(before)} />
        <span>{t('choice.some')}</span>
      </label>
      {chosen && (
        <div class="choice-some">
          <Library chosen={chosen} onChange={change} nodes={nodes} plainText={plainText} />
          {tags.length > 0 && <TagChoice chosen={chosen} onChange={change} tags={tags} />}
          <p class="quiet choice-count" role="status">
            {t('choice.count', { count: chosen.notebooks.length + chosen.folders.length + chosen.tags.length })}
          </p>
        </div>
      )}
      <FormProblem id={`${name}-problem`} text={problem} />
    </fieldset>
  )
}

interface PartProps {
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

const maxMatches = 100

function Library({ chosen, onChange, nodes, plainText }: PartProps & Pick<ChoicePickerProps, 'nodes' | 'plainText'>) {
  const [words, setWords] = useState('')
  const wanted = plainText(words).trim()
  const marked = useMemo(() => foldersAbove(nodes, chosen), [nodes, chosen])
  const found = useMemo(() => (wanted ? matching(nodes, wanted, plainText) : nodes), [nodes, wanted, plainText])
  return (
    <>
      <div class="field choice-find">
        <Icon name="search" />
        <input
          type="search"
          aria-label={t('choice.find')}
          placeholder={t('choice.find')}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
          // Inside a form, Enter would submit it.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </div>
      {found.length === 0 ? (
        <p class="quiet">{t(wanted ? 'library.noMatch' : 'choice.empty')}</p>
      ) : (
        <Branch
          nodes={found.slice(0, wanted ? maxMatches : found.length)}
          isCovered={false}
          {...{ chosen, onChange, marked }}
        />
      )}
    </>
  )
}

interface BranchProps extends PartProps {
  nodes: ChoiceNode[]
  /** An ancestor folder is chosen, which includes everything in it. */
  isCovered: boolean
  /** Uuids of the folders that contain a chosen node, at any depth. */
  marked: ReadonlySet<string>
  label?: string
}

function Branch({ nodes, label = t('choice.library'), ...rest }: BranchProps) {
  const shown = useIncrementalRender(nodes.length, 60)
  return (
    <ul class="choice-tree" aria-label={label}>
      {nodes.slice(0, shown).map((node) => (
        <Leaf key={node.uuid} node={node} {...rest} />
      ))}
    </ul>
  )
}

function Leaf({
  node,
  isCovered,
  chosen,
  onChange,
  marked,
}: Omit<BranchProps, 'nodes' | 'label'> & { node: ChoiceNode }) {
  const { uuid, children } = node
  const name = displayName(node.name)
  const [isOpen, setOpen] = useState(marked.has(uuid))
  const list = children ? 'folders' : 'notebooks'
  const isOn = chosen[list].includes(uuid)
  const toggle = () =>
    onChange({ ...chosen, [list]: isOn ? chosen[list].filter((each) => each !== uuid) : [...chosen[list], uuid] })
  const hasChildren = children !== null && children.length > 0
  return (
    <li>
      <div class="choice-row">
        {hasChildren ? (
          <button
            type="button"
            class="button button-icon button-small button-quiet choice-open"
            aria-expanded={isOpen}
            aria-label={t('choice.open', { name })}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="chevron" />
          </button>
        ) : (
          <span class="choice-open" />
        )}
        <label>
          <input
            type="checkbox"
            checked={isOn || isCovered}
            disabled={isCovered}
            indeterminate={!isOn && !isCovered && marked.has(uuid)}
            onChange={toggle}
          />
          <Icon name={children ? 'folder' : 'page'} />
          <span>{name}</span>
        </label>
      </div>
      {hasChildren && isOpen && (
        <Branch nodes={children} label={name} isCovered={isCovered || isOn} {...{ chosen, onChange, marked }} />
      )}
    </li>
  )
}

function TagChoice({ chosen, onChange, tags }: PartProps & { tags: string[] }) {
  const toggle = (tag: string) => {
    const isOn = chosen.tags.includes(tag)
    onChange({ ...chosen, tags: isOn ? chosen.tags.filter((each) => each !== tag) : [...chosen.tags, tag] })
  }
  return (
    <fieldset class="choice-tags">
      <legend>{t('choice.tags')}</legend>
      {tags.map((tag) => (
        <label key={tag}>
          <input type="checkbox" checked={chosen.tags.includes(tag)} onChange={() => toggle(tag)} />
          <span>{tag}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Uuids of all ancestor folders of chosen nodes. */
function foldersAbove(nodes: ChoiceNode[], chosen: Chosen): Set<string> {
  const wanted = new Set([...chosen.notebooks, ...chosen.folders])
  const marked = new Set<string>()
  const visit = (node: ChoiceNode): boolean => {
    const below = (node.children ?? []).filter(visit).length > 0
    if (below) marked.add(node.uuid)
    return below || wanted.has(node.uuid)
  }
  nodes.forEach(visit)
  return marked
}

/** The nodes whose names contain `words`: a flat list in library order. Folders in it can still be opened. */
function matching(nodes: ChoiceNode[], words: string, plainText: (text: string) => string): ChoiceNode[] {
  return nodes.flatMap((node) => [
    ...(plainText(node.name).includes(words) ? [node] : []),
    ...(node.children ? matching(node.children, words, plainText) : []),
  ])
}
