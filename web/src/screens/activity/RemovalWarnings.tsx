// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RemovalAnswer, RemovalWarning } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { WarningCard } from '../../components/delivery/WarningCard.tsx'
import { WarningList } from '../../components/delivery/WarningList.tsx'
import { answerWarning, removalWarnings, warningAnswered } from '../../data/resources/removal-warnings.ts'
import { useStore } from '../../data/store.ts'
import { serverText } from '../texts/server-texts.ts'

/** The account's removal warnings, for the activity screen. */
export function RemovalWarnings() {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(removalWarnings(remote))
  return (
    <WarningList
      warnings={data ?? []}
      id="activity-warnings"
      problem={error && !data && <LoadingOrError problem={serverText(error)} onRetry={() => void refetch()} />}
      itemOf={(warning, onAnswered) => <Warning key={warning.id} warning={warning} onAnswered={onAnswered} />}
    />
  )
}

interface WarningProps {
  warning: RemovalWarning
  onAnswered: (answer: RemovalAnswer) => void
}

function Warning({ warning, onAnswered }: WarningProps) {
  const { remote } = useStore()
  const { id, notebook_uuid, visible_name } = warning
  const decide = useMutation({
    mutationFn: (answer: RemovalAnswer) => answerWarning(remote, id, answer),
    onSuccess(_, answer) {
      onAnswered(answer)
      return warningAnswered(remote)
    },
  })
  return (
    <WarningCard
      warning={warning}
      title={<Link href={`/notebooks/${notebook_uuid}`}>{displayName(visible_name)}</Link>}
      isBusy={decide.isPending}
      problem={decide.error && serverText(decide.error)}
      onAnswer={(answer) => decide.mutate(answer)}
    />
  )
}
