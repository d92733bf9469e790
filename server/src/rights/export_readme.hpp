// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror::rights {

/// The first file of an export, in both languages of the dashboard.
constexpr std::string_view kReadme = R"readme(# Your data from rMirror

This archive contains everything that this rMirror server stores about you.

- `account/`: your account and everything that isn't in a notebook, one JSON file for each kind. For example
  `users.json` is your profile, `sessions.json` the browsers that are signed in, `agent_tokens.json` your devices,
  `integrations.json` the services that notes are sent to, `sync_records.json` what was sent there, `audit.json` what
  happened in your account, `kept_answers.json` transcriptions that are kept for some months so that pages that come
  back cost nothing. Passwords, tokens and other secrets are left out: the server itself can't read most of them.
- `notebooks/NAME ID/notebook.json`: a notebook, document, note or folder, with its name, place and tags, and what you
  told the model that transcribes it. `ID` is the end of its id. Notebooks and pages with a `deleted_at` are deleted,
  but not yet removed for good.
- `notebooks/NAME ID/pages/NUMBER-ID.json`: a page with all that is known of it: its texts, earlier versions of them,
  to-dos, highlights, and where its images belong on the page. Positions are in page units (1/227 inch).
- `….md`: the page's text as Markdown: what was typed on the tablet, then what was transcribed or written in rMirror.
- `….png`: the page as the tablet shows it. `…-handwriting-1.png`, `-2` and so on: its handwriting, as it was
  transcribed, in the order of `images` in the page's JSON. An image that the server has lost consists of zero bytes.
- `notebooks/NAME ID/attachments/`: the files that you attached, and the drawings of pages.

Encrypted backups of your tablet's files aren't in it, because the server can't open them: restore them under
**Account**, **Encrypted backups**. Nor are the search index and the vectors for search by meaning, which a server makes
of these texts again; without the model that made them, vectors say nothing.

## Bring it into another account

`rmirror import FILE.zip` brings into the account of that computer: notebooks and folders, pages with their images,
transcriptions, documents with earlier versions, to-dos, highlights with your corrections and notes, attachments,
settings, and integrations with their rules and templates.

These can't be brought along, because they are secret, belong to this account alone, or are about what is over:
`identities.json`, `sessions.json`, `browsers.json`, `agent_tokens.json` and `device_codes.json` (sign in and connect
your devices there), `connections.json` and `favourite_pages.json` (integrations are paused until you connect them
again), `sync_records.json` and `removed_integrations.json` (notes are delivered there as if for the first time),
`share_links.json` and `workspace_members.json` (notebooks that you share become your own), `sealed_backups.json`,
`kept_answers.json`, `subscriptions.json`, `stripe_subscriptions.json`, `quota_usage.json`, `quota_months.json`,
`page_retries.json`, `notifications.json`, `notice_choices.json`, `notice_webhooks.json`, `mails.json`,
`removal_warnings.json`, `audit.json`, `admins.json`, the address, password and accepted terms in `users.json`, the
address of your own code in templates, and what is deleted.

Times are in UTC.

# Deine Daten aus rMirror

Dieses Archiv enthält alles, was dieser rMirror-Server über dich speichert.

- `account/`: dein Konto und alles, was nicht in einem Notizbuch ist, eine JSON-Datei je Art. `users.json` ist zum
  Beispiel dein Profil, `sessions.json` die angemeldeten Browser, `agent_tokens.json` deine Geräte, `integrations.json`
  die Dienste, an die Notizen gesendet werden, `sync_records.json`, was dorthin gesendet wurde, `audit.json`, was in
  deinem Konto geschah, `kept_answers.json` Transkriptionen, die einige Monate aufbewahrt werden, damit Seiten, die
  wiederkommen, nichts kosten. Passwörter, Tokens und andere Geheimnisse fehlen: Die meisten kann auch der Server nicht
  lesen.
- `notebooks/NAME ID/notebook.json`: ein Notizbuch, Dokument, Ordner oder eine Notiz, mit Name, Ort und Tags, und was
  du dem Modell mitteilst, das transkribiert. `ID` ist das Ende der Kennung. Notizbücher und Seiten mit `deleted_at`
  sind gelöscht, aber noch nicht endgültig entfernt.
- `notebooks/NAME ID/pages/NUMMER-ID.json`: eine Seite mit allem, was über sie bekannt ist: ihre Texte, deren frühere
  Versionen, Aufgaben, Markierungen, und wo ihre Bilder auf der Seite sind. Positionen sind in Seiteneinheiten
  (1/227 Zoll).
- `….md`: der Text der Seite als Markdown: zuerst, was auf dem Tablet getippt wurde, dann, was transkribiert oder in
  rMirror geschrieben wurde.
- `….png`: die Seite, wie das Tablet sie zeigt. `…-handwriting-1.png`, `-2` und so weiter: ihre Handschrift, wie sie
  transkribiert wurde, in der Reihenfolge von `images` im JSON der Seite. Ein Bild, das dem Server verloren ging,
  besteht aus Nullbytes.
- `notebooks/NAME ID/attachments/`: die Dateien, die du angehängt hast, und die Zeichnungen von Seiten.

Verschlüsselte Sicherungen der Dateien deines Tablets fehlen, weil der Server sie nicht öffnen kann: Stelle sie unter
**Konto**, **Verschlüsselte Sicherungen** wieder her. Es fehlen auch der Suchindex und die Vektoren für die Suche nach
Bedeutung, die ein Server aus diesen Texten neu macht; ohne das Modell, von dem sie sind, sagen Vektoren nichts.

## In ein anderes Konto übernehmen

`rmirror import DATEI.zip` übernimmt in das Konto jenes Computers: Notizbücher und Ordner, Seiten mit ihren Bildern,
Transkriptionen, Dokumente mit früheren Versionen, Aufgaben, Markierungen mit deinen Korrekturen und Notizen, Anhänge,
Einstellungen, und Integrationen mit ihren Regeln und Vorlagen.

Nicht übernommen werden kann, was geheim ist, nur zu diesem Konto gehört oder Vergangenes betrifft: `identities.json`,
`sessions.json`, `browsers.json`, `agent_tokens.json` und `device_codes.json` (melde dich dort an und verbinde deine
Geräte), `connections.json` und `favourite_pages.json` (Integrationen pausieren, bis du sie neu verbindest),
`sync_records.json` und `removed_integrations.json` (Notizen werden dort wie zum ersten Mal übermittelt),
`share_links.json` und `workspace_members.json` (Notizbücher, die du teilst, werden deine eigenen),
`sealed_backups.json`, `kept_answers.json`, `subscriptions.json`, `stripe_subscriptions.json`, `quota_usage.json`,
`quota_months.json`, `page_retries.json`, `notifications.json`, `notice_choices.json`, `notice_webhooks.json`,
`mails.json`, `removal_warnings.json`, `audit.json`, `admins.json`, Adresse, Passwort und angenommene Bedingungen in
`users.json`, die Adresse deines eigenen Codes in Vorlagen, und was gelöscht ist.

Zeiten sind in UTC.
)readme";

}  // namespace rmirror::rights
