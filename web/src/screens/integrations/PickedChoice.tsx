// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid } from '@rmirror/shared/library'
import { useMemo } from 'preact/hooks'
import { type ChoiceNode, ChoicePicker } from '../../components/library/ChoicePicker.tsx'
import { plainText } from '../../data/library/found-words.ts'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import type { Choice } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { language } from '../../i18n/index.ts'

interface PickedChoiceProps {
  choice: Choice | null
  problem: string | null
  onChange: (choice: Choice | null) => void
  isHeaded?: boolean
}

/** Choice of what is delivered. Only what is on the server is offered: nothing else can be delivered. */
export function PickedChoice({ choice, problem, onChange, isHeaded = false }: PickedChoiceProps) {
  const { index } = useStore()
  const library = index.value
  const nodes = useMemo(() => nodesIn(library, rootUuid), [library])
  const tags = useMemo(() => tagsIn(library), [library, language.value])
  const tagsWithChosen = [...new Set([...tags, ...(choice?.tags ?? [])])]
  return (
    <ChoicePicker
      chosen={choice}
      onChange={onChange}
      nodes={nodes}
      tags={tagsWithChosen}
      plainText={plainText}
      problem={problem}
      isHeaded={isHeaded}
    />
  )
}

/** The user wants a subset, but has chosen nothing. */
export function isNothing(choice: Choice | null): boolean {
  return choice !== null && choice.notebooks.length + choice.folders.length + choice.tags.length === 0
}

/** Folders first, as in the library; leaves out folders without anything on the server. */
function nodesIn(index: LibraryIndex, folder: string): ChoiceNode[] {
  const folders = index.foldersIn(folder).flatMap(({ uuid, name }) => {
    const children = nodesIn(index, uuid)
    return children.length > 0 ? [{ uuid, name, children }] : []
  })
  const notebooks = index.notebooksIn(folder, 'name').filter(({ there }) => there !== null)
  return [...folders, ...notebooks.map(({ uuid, name }) => ({ uuid, name, children: null }))]
}

function tagsIn(index: LibraryIndex): string[] {
  const tags = [...index.notebooks.values()].flatMap(({ there }) => there?.facts.tags ?? [])
  return [...new Set(tags)].sort(new Intl.Collator(language.value, { numeric: true }).compare)
}
