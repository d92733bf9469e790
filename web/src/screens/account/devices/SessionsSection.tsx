// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { SessionItem, sessionName } from '../../../components/account/SessionItem.tsx'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { useIncrementalRender } from '../../../components/controls/use-incremental-render.ts'
import { endOtherSessions, endSession, type Session } from '../../../data/account/sessions.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

/** The others are shown on request. */
const firstShown = 10

/** The browsers that are signed in, with buttons to sign them out. */
export function SessionsSection({ onSignOut }: { onSignOut: () => void }) {
  const { account, remote } = useStore()
  const { data: sessions, error, refetch } = useQuery(remote.sessions())
  const heading = useRef<HTMLHeadingElement>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const ended = (words: string, stays: (session: Session) => boolean) => {
    // Move the focus away from the button, which disappears.
    heading.current?.focus()
    setOutcome(words)
    remote.sessionsLeft(stays)
  }
  const endOthers = useMutation({
    mutationFn: () => endOtherSessions(account),
    onSuccess: () => ended(t('sessions.othersEnded'), ({ isCurrent }) => isCurrent),
  })
  const others = sessions?.filter(({ isCurrent }) => !isCurrent).length ?? 0
  return (
    <section aria-labelledby="account-sessions">
      <h2 ref={heading} tabIndex={-1} id="account-sessions">
        {t('sessions.title')}
      </h2>
      <p class="quiet">{t('sessions.what')}</p>
      {sessions ? (
        <SessionList sessions={sessions} onSignOut={onSignOut} onEnded={ended} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
      <FormProblem text={endOthers.error && serverText(endOthers.error)} />
      {others > 0 && (
        <button
          type="button"
          class="button section-action"
          aria-disabled={endOthers.isPending}
          onClick={() => !endOthers.isPending && endOthers.mutate()}
        >
          {t('sessions.endOthers')}
        </button>
      )}
      <p role="status" class="quiet">
        {outcome ?? (sessions && others === 0 && t('sessions.noOthers'))}
      </p>
    </section>
  )
}

interface SessionListProps {
  sessions: Session[]
  onSignOut: () => void
  /** `words`: what happened, for the status line; `stays`: the sessions that still exist. */
  onEnded: (words: string, stays: (session: Session) => boolean) => void
}

function SessionList({ sessions, onSignOut, onEnded }: SessionListProps) {
  const { account } = useStore()
  const list = useRef<HTMLUListElement>(null)
  const [wantsAll, setWantsAll] = useState(false)
  const isWhole = wantsAll || sessions.length <= firstShown
  const shown = useIncrementalRender(isWhole ? sessions.length : firstShown, 50)
  const end = useMutation({
    mutationFn: (session: Session) => endSession(account, session),
    onSuccess: (_, session) =>
      onEnded(t('sessions.ended', { name: sessionName(session) }), ({ id }) => id !== session.id),
  })
  const showAll = () => {
    // The button disappears: focus the last session shown, from which Tab leads to the next one.
    list.current?.querySelector<HTMLButtonElement>('li:last-child button')?.focus()
    setWantsAll(true)
  }
  const isMeant = (session: Session) => end.variables?.id === session.id
  return (
    <>
      <ul ref={list} class="devices">
        {sessions.slice(0, shown).map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            isBusy={end.isPending && isMeant(session)}
            problem={end.error && isMeant(session) ? serverText(end.error) : null}
            onEnd={() => (session.isCurrent ? onSignOut() : end.mutate(session))}
          />
        ))}
      </ul>
      {!isWhole && (
        <button type="button" class="button section-action" onClick={showAll}>
          {t('sessions.all', { count: sessions.length })}
        </button>
      )}
    </>
  )
}
