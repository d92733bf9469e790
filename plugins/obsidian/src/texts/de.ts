// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TextKey } from './en.ts'

export const de: Record<TextKey, string> = {
  'command.sync': 'Jetzt synchronisieren',
  'command.kept': 'Zeigen, was behalten wurde',
  'ribbon.sync': 'Mit rMirror synchronisieren',

  'settings.server': 'Adresse des Servers',
  'settings.serverHint':
    'Die Adresse, unter der du rMirror im Browser öffnest, zum Beispiel https://rmirror.example.org.',
  'settings.noAddress': 'Das ist keine Adresse. Sie sieht so aus: https://rmirror.example.org.',
  'settings.tooMuch': 'Eine Adresse hat kein Passwort, kein Token, kein „?“ und kein „#“.',
  'settings.unencrypted':
    'Die Verbindung ist nicht verschlüsselt: Andere im Netz könnten deine Notizen lesen, und Telefone lehnen sie vielleicht ab.',
  'settings.account': 'Konto',
  'settings.signedIn': 'Dieses Gerät ist als {email} angemeldet.',
  'settings.signedOut':
    'Dieses Gerät ist nicht angemeldet. Du bestätigst es im Browser: Es ist kein Schlüssel zu kopieren.',
  'settings.signIn': 'Anmelden',
  'settings.signOut': 'Abmelden',
  'settings.stillValid':
    'Dieses Gerät ist abgemeldet. Der Server war nicht zu erreichen: Widerrufe das Gerät im Dashboard unter „Konto“.',
  'settings.notes': 'Notizen',
  'settings.folder': 'Ordner',
  'settings.folderHint':
    'Wo die Notizen in diesem Vault sind. Leer lassen für den ganzen Vault. Benennst du den Ordner in Obsidian um, folgt diese Einstellung.',
  'settings.badFolder': 'So kann ein Ordner in einem Vault nicht heißen.',
  'settings.per': 'Eine Notiz je',
  'settings.perNotebook': 'Notizbuch',
  'settings.perPage': 'Seite',
  'settings.pictures': 'Bilder',
  'settings.picturesHint': 'Bilder der Seiten in ihren Notizen zeigen.',
  'settings.removed': 'Notizen gelöschter Notizbücher löschen',
  'settings.removedHint':
    'Sonst bleiben die Notizen und sagen es. Notizen, in die du etwas geschrieben hast, werden nie gelöscht.',
  'settings.syncing': 'Synchronisieren',
  'settings.onStart': 'Synchronisieren, wenn Obsidian startet',
  'settings.every': 'Automatisch synchronisieren',
  'settings.never': 'Nie',
  'settings.minutes': 'Alle {count} Minuten',
  'settings.hour': 'Jede Stunde',
  'settings.hours': 'Alle {count} Stunden',
  'settings.last': 'Zuletzt',
  'settings.notYet': 'Noch nicht synchronisiert, seit Obsidian gestartet ist.',

  'signIn.title': 'Bei rMirror anmelden',
  'signIn.starting': '{server} wird um einen Code gebeten …',
  'signIn.how':
    'Öffne {address} in einem Browser, in dem du angemeldet bist, und bestätige das Gerät, das diesen Code zeigt:',
  'signIn.open': 'Browser öffnen',
  'signIn.waiting': 'Es wird gewartet, bis du dieses Gerät bestätigst …',
  'signIn.again': 'Noch einmal versuchen',
  'signIn.done': 'Angemeldet als {email}.',
  'signIn.device': 'Obsidian auf {system} ({vault})',

  'sync.reading': 'rMirror: Seiten werden gelesen, {done} von {total}',
  'sync.asking': 'rMirror: Was hat sich geändert?',
  'sync.writing': 'rMirror: Notizen und Bilder werden geschrieben, {done} von {total}',
  'sync.already': 'rMirror synchronisiert bereits.',
  'sync.nothing': 'Deine Notizen sind aktuell.',
  'sync.done': 'Synchronisiert: {what}.',
  'sync.notes': 'Notizen geschrieben: {count}',
  'sync.moved': 'verschoben: {count}',
  'sync.deleted': 'gelöscht: {count}',
  'sync.files': 'Bilder und Dateien: {count}',
  'sync.failed': 'Nicht abgeholt, nächstes Mal wieder versucht: {paths}.',
  'sync.kept': 'Gelassen, wie sie sind: {count}.',
  'sync.show': 'Zeigen, was behalten wurde',

  'status.idle': 'rMirror',
  'status.kept': 'rMirror: {count} behalten',
  'status.failed': 'rMirror: nicht synchronisiert',

  'kept.title': 'Was rMirror behalten hat',
  'kept.nothing': 'Nichts: Alle Notizen sind so, wie rMirror sie schreiben würde.',
  'kept.notYet': 'Synchronisiere zuerst. Dann stehen hier die Notizen, die gelassen wurden, wie sie sind.',
  'kept.changed':
    'Du hast Text geändert, der rMirror gehört. Deiner bleibt, und dieser Teil wird nicht mehr aktualisiert.',
  'kept.changedPage':
    'Seite {number}: Du hast Text geändert, der rMirror gehört. Deiner bleibt, und dieser Teil wird nicht mehr aktualisiert.',
  'kept.markers':
    'Die Markierungen um den Text von rMirror sind beschädigt oder fehlen. Darum bleibt die Notiz, wie sie ist.',
  'kept.copy': 'Eine Kopie von {of}. Sie bleibt, wie sie ist.',
  'kept.gone': 'Was diese Notiz zeigt, ist nicht mehr in rMirror. Die Notiz bleibt.',
  'kept.trash': 'Das Notizbuch dieser Notiz ist im Papierkorb. Die Notiz bleibt.',
  'kept.per': 'Was diese Notiz zeigt, steht jetzt in anderen Notizen. Die Notiz bleibt.',
  'kept.outdated': 'rMirror hat inzwischen einen neueren Text dieser Seite, den deiner ersetzen würde.',
  'kept.yours': 'Dein Text',
  'kept.ours': 'Text von rMirror',
  'kept.open': 'Notiz öffnen',
  'kept.take': 'Als Korrektur übernehmen',
  'kept.putBack': 'Text von rMirror wiederherstellen',
  'kept.taken': 'Dein Text ist jetzt der Text der Seite.',
  'kept.overtaken':
    'Die Seite hat sich inzwischen in rMirror geändert, darum wurde nichts gespeichert. Synchronisiere und sieh dir beide Texte noch einmal an.',

  'error.tooOld': 'rMirror braucht ein neueres Obsidian. Lade das Installationsprogramm von Obsidian neu herunter.',
  'error.noServer': 'Trage die Adresse deines rMirror-Servers in den Einstellungen des Plugins ein.',
  'error.signedOut': 'Dieses Gerät ist nicht bei rMirror angemeldet. Melde dich in den Einstellungen des Plugins an.',
  'error.refused': 'Der Server lässt dieses Gerät nicht mehr zu. Melde dich in den Einstellungen des Plugins neu an.',
  'error.notReached': '{server} antwortet nicht. Ist dieses Gerät online, und stimmt die Adresse?',
  'error.notOurs': 'Unter {server} ist kein rMirror-Server.',
  'error.busy': 'Der Server hat gerade zu viel zu tun. Nichts ist verloren: Synchronisiere später noch einmal.',
  'error.server': 'Der Server antwortete: {message}',
  'error.changed':
    '{path} wurde geändert, während rMirror schrieb, und bleibt, wie es ist. Synchronisiere noch einmal.',
  'error.templates': '{path} ist so nicht brauchbar. {message}',
  'error.write': '{path} kann nicht geschrieben werden: {reason}',
  'error.denied': 'Das Gerät wurde im Browser abgelehnt.',
  'error.expired': 'Der Code ist abgelaufen, bevor du dieses Gerät bestätigt hast.',
  'error.unknown': 'rMirror konnte nicht synchronisieren: {message}',
}
