// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/texts.hpp"

namespace rmirror::mail {

namespace {

constexpr Both kResetSubject = {"Reset your rMirror password", "Passwort für rMirror zurücksetzen"};
constexpr Both kResetWhat = {
    "Someone asked for a new password for your account {email}. If it was you, choose one here. The link "
    "works "
    "once, within an hour.",
    "Für dein Konto {email} wurde ein neues Passwort angefordert. Wenn du das warst, wähle hier eines. Der "
    "Link "
    "funktioniert einmal, innerhalb einer Stunde."};
constexpr Both kResetAction = {"Choose a new password", "Neues Passwort wählen"};
constexpr Both kResetOther = {
    "If it wasn’t you, you don’t need to do anything: your password stays as it is.",
    "Wenn du das nicht warst, brauchst du nichts zu tun: Dein Passwort bleibt, wie es ist."};
constexpr Both kAccountReason = {"You get this mail because {email} has an account at {server}.",
                                 "Du erhältst diese E-Mail, weil {email} ein Konto bei {server} hat."};

constexpr Both kConfirmSubject = {"Confirm your address for rMirror", "Adresse für rMirror bestätigen"};
constexpr Both kConfirmWhat = {
    "You have an account at {server} with this address. Confirm it, and notices about your account and your "
    "syncs "
    "reach you here.",
    "Du hast unter {server} ein Konto mit dieser Adresse. Wenn du sie bestätigst, erreichen dich hier "
    "Hinweise zu "
    "deinem Konto und deinen Synchronisierungen."};
constexpr Both kConfirmAction = {"Confirm this address", "Diese Adresse bestätigen"};
constexpr Both kConfirmOther = {
    "If you don’t have an account there, ignore this mail. Nothing else will be sent to you.",
    "Wenn du dort kein Konto hast, ignoriere diese E-Mail. Weitere bekommst du nicht."};

constexpr Both kChangeSubject = {"Confirm your new address for rMirror",
                                 "Neue Adresse für rMirror bestätigen"};
constexpr Both kChangeWhat = {
    "Your account {email} at {server} shall have this address instead. The link works once, within a day.",
    "Dein Konto {email} unter {server} soll stattdessen diese Adresse bekommen. Der Link funktioniert "
    "einmal, "
    "innerhalb eines Tages."};
constexpr Both kChangeOther = {"If you didn’t ask for this, ignore this mail: nothing changes.",
                               "Wenn du das nicht wolltest, ignoriere diese E-Mail: Es ändert sich nichts."};

constexpr Both kChangedSubject = {"The address of your rMirror account was changed",
                                  "Die Adresse deines Kontos bei rMirror wurde geändert"};
constexpr Both kChangedWhat = {
    "Your account at {server} has the address {present} now. Before, it was {former}.",
    "Dein Konto unter {server} hat jetzt die Adresse {present}. Vorher war es {former}."};
constexpr Both kChangedOther = {
    "If it wasn’t you, someone else knows your password. Write to the administrator of this server at once.",
    "Wenn du das nicht warst, kennt jemand anderes dein Passwort. Schreib gleich der Person, die diesen "
    "Server "
    "betreibt."};

constexpr Both kInvitationSubject = {"You’re invited to rMirror", "Einladung zu rMirror"};
constexpr Both kInvitationWhat = {
    "You asked for an account at {server}, and now you can have one. The invitation works once, within seven "
    "days.",
    "Du hast um ein Konto unter {server} gebeten, jetzt kannst du eines haben. Die Einladung funktioniert "
    "einmal, "
    "innerhalb von sieben Tagen."};
constexpr Both kInvitationAction = {"Create your account", "Konto erstellen"};
constexpr Both kInvitationReason = {
    "You get this mail because someone entered {recipient} on the waitlist of {server}.",
    "Du erhältst diese E-Mail, weil jemand {recipient} auf die Warteliste von {server} gesetzt hat."};

constexpr Both kWorkspaceSubject = {"You’re invited to a workspace in rMirror",
                                    "Einladung in einen Arbeitsbereich bei rMirror"};
constexpr Both kWorkspaceWhat = {
    "{email} invites you to read and share notebooks in a workspace at {server}. The invitation works once, "
    "within "
    "seven days.",
    "{email} lädt dich ein, in einem Arbeitsbereich unter {server} Notizbücher zu lesen und zu teilen. Die "
    "Einladung funktioniert einmal, innerhalb von sieben Tagen."};
constexpr Both kWorkspaceAction = {"See the invitation", "Einladung ansehen"};
constexpr Both kWorkspaceOther = {"If you don’t know who that is, ignore this mail.",
                                  "Wenn du nicht weißt, wer das ist, ignoriere diese E-Mail."};
constexpr Both kWorkspaceReason = {"You get this mail because {email} entered your address.",
                                   "Du erhältst diese E-Mail, weil {email} deine Adresse eingegeben hat."};

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// The subject, one paragraph before the button, the button and where it leads, and one paragraph after it.
struct Parts {
    Both subject;
    Both what;
    std::optional<Both> action;
    std::string url;
    std::optional<Both> after;
    Both reason = kAccountReason;
};

Content content_of(Parts const& parts, Values const& values, Language language)
{
    Content content{.subject = filled(parts.subject, language, values),
                    .paragraphs = {filled(parts.what, language, values)},
                    .reason = filled(parts.reason, language, values)};
    if (parts.action)
        content.action = Action{filled(*parts.action, language), parts.url};
    if (parts.after)
        content.after_action.push_back(filled(*parts.after, language, values));
    return content;
}

/// A text of the mail's details; empty if there is none.
std::string detail(DueMail const& mail, std::string_view name)
{
    auto const* const value = mail.details.if_contains({name.data(), name.size()});
    return value && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

}  // namespace

std::optional<Content> account_content(DueMail const& mail, Links const& links, Language language)
{
    Values const values = {{"email", mail.email},
                           {"server", links.screen("")},
                           {"recipient", mail.recipient},
                           {"former", detail(mail, "former")},
                           {"present", detail(mail, "present")}};
    auto const with_token = [&](std::string_view path) { return links.screen_with_token(path, mail.id); };
    if (mail.kind == "reset_password")
        return content_of(
            {kResetSubject, kResetWhat, kResetAction, with_token("/reset-password"), kResetOther}, values,
            language);
    if (mail.kind == "confirm_address")
        return content_of(
            {kConfirmSubject, kConfirmWhat, kConfirmAction, with_token("/confirm-address"), kConfirmOther},
            values, language);
    if (mail.kind == "change_address")
        return content_of(
            {kChangeSubject, kChangeWhat, kConfirmAction, with_token("/confirm-address"), kChangeOther},
            values, language);
    if (mail.kind == "address_changed")
        return content_of({kChangedSubject, kChangedWhat, std::nullopt, "", kChangedOther}, values, language);
    if (mail.kind == "invitation")
        return content_of(
            {kInvitationSubject, kInvitationWhat, kInvitationAction,
             links.screen("/sign-up") + "#invitation=" + links.token_of(detail(mail, "code_of")),
             std::nullopt, kInvitationReason},
            values, language);
    if (mail.kind == "workspace_invitation")
        return content_of(
            {kWorkspaceSubject, kWorkspaceWhat, kWorkspaceAction,
             links.screen("/invitation") + "#" + links.token_of(mail.id), kWorkspaceOther, kWorkspaceReason},
            values, language);
    return std::nullopt;
}

}  // namespace rmirror::mail
