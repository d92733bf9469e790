// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalState, RemovalAnswer } from '@rmirror/shared/local-page'
import { useState } from 'preact/hooks'
import { displayName } from '../components/controls/display-name.ts'
import { WarningCard } from '../components/delivery/WarningCard.tsx'
import { WarningList } from '../components/delivery/WarningList.tsx'
import { targetSection } from './ask.ts'
import { useAct } from './use-act.ts'

type Removal = NonNullable<LocalState['removals']>[number]

const placeShown = () => {
  targetSection.value = null
}

/** Notebooks that suddenly lost much of their contents. Services keep the lost parts until the user decides. */
export function RemovalsCard({ removals }: { removals: LocalState['removals'] }) {
  return (
    <WarningList
      warnings={removals ?? []}
      id="local-removals"
      itemOf={(warning, onAnswered) => <RemovalItem key={warning.id} warning={warning} onAnswered={onAnswered} />}
      onShown={targetSection.value === 'removals' ? placeShown : undefined}
    />
  )
}

interface RemovalItemProps {
  warning: Removal
  onAnswered: (answer: RemovalAnswer) => void
}

function RemovalItem({ warning, onAnswered }: RemovalItemProps) {
  const act = useAct()
  const [isBusy, setBusy] = useState(false)
  const { id, visible_name } = warning
  const decide = async (answer: RemovalAnswer) => {
    setBusy(true)
    const isDone = await act.do('removal', { id, answer })
    setBusy(false)
    if (isDone) onAnswered(answer)
  }
  return (
    <WarningCard
      warning={warning}
      title={displayName(visible_name)}
      isBusy={isBusy}
      problem={act.problem}
      onAnswer={decide}
    />
  )
}
