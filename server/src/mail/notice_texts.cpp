// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/texts.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace rmirror::mail {

namespace json = boost::json;

namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// What a kind of notice says. {names}: the services, browsers or devices that the notices name; {count}: how
/// many things they are about.
struct NoticeTexts {
    std::string_view kind;
    Both subject;
    Both what;
    Both action;
    std::string_view path;  // Of the dashboard; the service's own screen if it ends with "/".
    Both more = {};         // A second paragraph; may be empty.
};

constexpr std::array kNotices = {
    NoticeTexts{
        .kind = "quota_near_limit",
        .subject = {"Your page quota is nearly used up", "Dein Seitenkontingent ist fast aufgebraucht"},
        .what =
            {"{used} of {limit} pages of this month have been transcribed. When all are used, new pages are "
             "stored, and wait until {day}.",
             "{used} von {limit} Seiten dieses Monats sind transkribiert. Wenn alle aufgebraucht sind, "
             "werden neue Seiten gespeichert und warten bis zum {day}."},
        .action = {"See what is left", "Ansehen, was noch übrig ist"},
        .path = "/account#account-usage"},
    NoticeTexts{
        .kind = "quota_exhausted",
        .subject = {"Your page quota is used up", "Dein Seitenkontingent ist aufgebraucht"},
        .what =
            {"All {limit} pages of this month are used. New pages are stored, and transcribed from {day} on, "
             "the newest first. You don’t have to do anything.",
             "Alle {limit} Seiten dieses Monats sind aufgebraucht. Neue Seiten werden gespeichert und ab dem "
             "{day} transkribiert, die neuesten zuerst. Du brauchst nichts zu tun."},
        .action = {"See what waits", "Ansehen, was wartet"},
        .path = "/activity"},
    NoticeTexts{
        .kind = "quota_reset",
        .subject = {"Your page quota has reset", "Dein Seitenkontingent ist wieder voll"},
        .what =
            {"A new month has begun. Pages that waited are being transcribed now, the newest first: {count}.",
             "Ein neuer Monat hat begonnen. Jetzt werden Seiten transkribiert, die gewartet haben, die "
             "neuesten zuerst: {count}."},
        .action = {"See the progress", "Fortschritt ansehen"},
        .path = "/activity"},
    NoticeTexts{
        .kind = "connection_broken",
        .subject = {"{names}: deliveries have stopped", "{names}: Es wird nichts mehr übermittelt"},
        .what =
            {"Something has to be fixed first, and the screen of the service says what. Nothing is lost: "
             "what "
             "changes waits until then.",
             "Zuerst muss etwas behoben werden; was, steht auf der Seite des Dienstes. Verloren geht nichts: "
             "Was sich ändert, wartet so lange."},
        .action = {"See what to do", "Ansehen, was zu tun ist"},
        .path = "/integrations/"},
    NoticeTexts{
        .kind = "retries_exhausted",
        .subject = {"{names}: {count} failed", "{names}: {count} fehlgeschlagen"},
        .what =
            {"Some things couldn’t be done, although they were tried several times: {count}. The list says "
             "why, "
             "and you can try again there.",
             "Manches ließ sich nicht erledigen, obwohl es mehrmals versucht wurde: {count}. Die Liste sagt, "
             "woran es lag, und dort kannst du es noch einmal versuchen."},
        .action = {"See why, and retry", "Ansehen, woran es lag"},
        .path = "/activity"},
    NoticeTexts{
        .kind = "service_limit",
        .subject = {"{names}: a limit is reached", "{names}: Eine Grenze ist erreicht"},
        .what = {"The service takes nothing more for now. Your notes wait here, and nothing is lost.",
                 "Der Dienst nimmt zurzeit nichts mehr an. Deine Notizen warten hier, verloren geht nichts."},
        .action = {"See what waits", "Ansehen, was wartet"},
        .path = "/integrations/"},
    NoticeTexts{
        .kind = "first_sync",
        .subject = {"{names}: the first delivery has arrived", "{names}: Die erste Lieferung ist angekommen"},
        .what = {"Your notes are arriving there, and changes follow automatically.",
                 "Deine Notizen kommen dort an, und Änderungen folgen von selbst."},
        .action = {"See what is delivered", "Ansehen, was übermittelt wird"},
        .path = "/integrations/"},
    NoticeTexts{
        .kind = "removal_held",
        .subject = {"Much has disappeared from the tablet", "Auf dem Tablet ist vieles verschwunden"},
        .what = {"It may be a mistake, so nothing is removed from your services until you say so.",
                 "Vielleicht ist es ein Versehen. Deshalb wird aus deinen Diensten nichts entfernt, bis du "
                 "zustimmst."},
        .action = {"Decide", "Entscheiden"},
        .path = "/activity"},
    NoticeTexts{
        .kind = "payment_failed",
        .subject = {"Your payment is overdue", "Deine Zahlung steht aus"},
        .what = {"The payment of your plan failed. Pay by {end}, or your account becomes free. Nothing is "
                 "deleted "
                 "then: pages over the free quota wait.",
                 "Die Zahlung deines Tarifs ist fehlgeschlagen. Bezahle bis zum {end}, sonst wird dein Konto "
                 "kostenlos. Gelöscht wird dann nichts: Seiten über dem kostenlosen Kontingent warten."},
        .action = {"See your plan, and pay", "Tarif ansehen und bezahlen"},
        .path = "/account#account-plan"},
    NoticeTexts{.kind = "plan_ended",
                .subject = {"Your plan has ended", "Dein Tarif ist beendet"},
                .what = {"Your account is free now. Nothing is deleted: pages over the free quota wait.",
                         "Dein Konto ist jetzt kostenlos. Gelöscht wird nichts: Seiten über dem kostenlosen "
                         "Kontingent warten."},
                .action = {"See all plans", "Alle Tarife ansehen"},
                .path = "/account#account-plan"},
    NoticeTexts{
        .kind = "new_browser",
        .subject = {"New sign-in to your account", "Neue Anmeldung in deinem Konto"},
        .what =
            {"Someone signed in with {names}. If it was you, you don’t have to do anything.",
             "In deinem Konto hat sich jemand angemeldet: {names}. Wenn du das warst, brauchst du nichts zu "
             "tun."},
        .action = {"See who is signed in", "Ansehen, wer angemeldet ist"},
        .path = "/account#account-sessions",
        .more = {"If it wasn’t you, sign that browser out and change your password.",
                 "Wenn du das nicht warst, melde diesen Browser ab und ändere dein Passwort."}},
    NoticeTexts{
        .kind = "new_device",
        .subject = {"New device in your account", "Neues Gerät in deinem Konto"},
        .what =
            {"This device can send notebooks now, and read your library: {names}. If you connected it, you "
             "don’t have to do anything.",
             "Dieses Gerät kann jetzt Notizbücher senden und deine Bibliothek lesen: {names}. Wenn du es "
             "verbunden hast, brauchst du nichts zu tun."},
        .action = {"See all devices", "Alle Geräte ansehen"},
        .path = "/account#account-devices",
        .more = {"If it wasn’t you, remove the device and change your password.",
                 "Wenn du das nicht warst, entferne das Gerät und ändere dein Passwort."}},
    NoticeTexts{
        .kind = "device_signed_out",
        .subject = {"A device was signed out", "Ein Gerät wurde abgemeldet"},
        .what = {"The token of this device was used twice, so someone else may have a copy of it: {names}. "
                 "Connect "
                 "the device again.",
                 "Das Token dieses Geräts wurde zweimal verwendet, vielleicht hat jemand eine Kopie davon: "
                 "{names}. Verbinde das Gerät noch einmal."},
        .action = {"See all devices", "Alle Geräte ansehen"},
        .path = "/account#account-devices"},
};

constexpr Both kReason = {"You get this mail because {email} has an account at {server}.",
                          "Du erhältst diese E-Mail, weil {email} ein Konto bei {server} hat."};
constexpr Both kSettings = {"Choose which mails you get", "Auswählen, welche E-Mails du bekommst"};
constexpr Both kUntil = {"It goes on by itself on {until}.", "Von selbst geht es weiter am {until}."};

/// What this server does itself, by its name in the queue.
constexpr std::array<std::pair<std::string_view, Both>, 3> kOwnWork = {
    {{"ocr", {"Transcription", "Transkription"}},
     {"pictures", {"Reading pictures", "Bilder lesen"}},
     {"meaning", {"Search by meaning", "Suche nach Bedeutung"}}}};

/// Names of services that aren't written like their identifiers with a capital letter.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kServices = {
    {{"webdav", "WebDAV"}, {"webhook", "Webhook"}}};

std::string text_of(json::object const& details, std::string_view name)
{
    auto const* const value = details.if_contains({name.data(), name.size()});
    return value && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

std::int64_t number_of(json::object const& details, std::string_view name)
{
    auto const* const value = details.if_contains({name.data(), name.size()});
    return value && value->is_int64() ? value->get_int64() : 0;
}

bool is_own_work(std::string_view name)
{
    return std::any_of(kOwnWork.begin(), kOwnWork.end(),
                       [&](auto const& each) { return each.first == name; });
}

std::string service_name(std::string const& name, Language language)
{
    for (auto const& [known, shown] : kOwnWork)
        if (name == known)
            return std::string(shown.in(language));
    for (auto const& [known, shown] : kServices)
        if (name == known)
            return std::string(shown);
    auto shown = name;
    if (!shown.empty() && shown[0] >= 'a' && shown[0] <= 'z')
        shown[0] = static_cast<char>(shown[0] - 'a' + 'A');
    return shown;
}

/// What the notice is about: a service, a browser with its address, or a device.
std::string name_of_subject(json::object const& details, Language language)
{
    if (auto const service = text_of(details, "target_name"); !service.empty())
        return service_name(service, language);
    auto const browser = text_of(details, "browser");
    auto const address = text_of(details, "address");
    if (!browser.empty())
        return address.empty() ? browser : browser + ", " + address;
    return text_of(details, "name");
}

/// "20 December 2026", of a time as JSON has it. The day is that of UTC.
std::string day_of(std::string const& time, Language language)
{
    constexpr std::array<Both, 12> kMonths = {{{"January", "Januar"},
                                               {"February", "Februar"},
                                               {"March", "März"},
                                               {"April", "April"},
                                               {"May", "Mai"},
                                               {"June", "Juni"},
                                               {"July", "Juli"},
                                               {"August", "August"},
                                               {"September", "September"},
                                               {"October", "Oktober"},
                                               {"November", "November"},
                                               {"December", "Dezember"}}};
    if (time.size() < 10 || time.find_first_not_of("0123456789-") < 10)
        return time;
    auto const month = static_cast<std::size_t>(std::stoi(time.substr(5, 2)) - 1);
    auto const day = std::to_string(std::stoi(time.substr(8, 2)));
    if (month >= kMonths.size())
        return time;
    auto const dot = language == Language::de ? ". " : " ";
    return day + dot + std::string(kMonths[month].in(language)) + " " + time.substr(0, 4);
}

/// "20 December 2026, 12:00 UTC"
std::string moment_of(std::string const& time, Language language)
{
    return time.size() < 16 ? time : day_of(time, language) + ", " + time.substr(11, 5) + " UTC";
}

struct Gathered {
    std::vector<std::string> names;  // Each once, in the order of the notices.
    std::int64_t count = 0;
    json::object last;
};

Gathered gathered(DueMail const& mail, Language language)
{
    Gathered all;
    auto const* const notices = mail.details.if_contains("notices");
    if (!notices || !notices->is_array())
        return all;
    std::set<std::string> seen;
    for (auto const& each : notices->get_array()) {
        if (!each.is_object())
            continue;
        all.last = each.get_object();
        auto const name = name_of_subject(all.last, language);
        if (!name.empty() && seen.insert(name).second)
            all.names.push_back(name);
        all.count += std::max<std::int64_t>(1, number_of(all.last, "count") + number_of(all.last, "pages"));
    }
    return all;
}

std::string joined(std::vector<std::string> const& names)
{
    std::string text;
    for (auto const& name : names)
        text += (text.empty() ? "" : "; ") + name;
    return text;
}

}  // namespace

std::optional<Content> notice_content(DueMail const& mail, Links const& links, Language language)
{
    auto const* const texts = std::find_if(kNotices.begin(), kNotices.end(),
                                           [&](auto const& each) { return each.kind == mail.kind; });
    if (texts == kNotices.end())
        return std::nullopt;
    auto const all = gathered(mail, language);
    Values const values = {{"names", joined(all.names)},
                           {"count", std::to_string(all.count)},
                           {"used", std::to_string(number_of(all.last, "used"))},
                           {"limit", std::to_string(number_of(all.last, "limit"))},
                           {"day", day_of(text_of(all.last, "reset_at"), language)},
                           {"end", day_of(text_of(all.last, "ends_at"), language)},
                           {"until", moment_of(text_of(all.last, "until"), language)},
                           {"email", mail.email},
                           {"server", links.screen("")}};
    std::string path(texts->path);
    if (path.ends_with('/'))
        path = all.names.size() == 1 && !is_own_work(text_of(all.last, "target_name"))
                   ? path + text_of(all.last, "target_name")
                   : "/activity";
    Content content{.subject = filled(texts->subject, language, values),
                    .paragraphs = {filled(texts->what, language, values)},
                    .action = Action{filled(texts->action, language), links.screen(path)},
                    .reason = filled(kReason, language, values),
                    .settings = Action{filled(kSettings, language), links.screen("/account#account-mail")}};
    if (!text_of(all.last, "until").empty())
        content.paragraphs.push_back(filled(kUntil, language, values));
    if (!texts->more.en.empty())
        content.after_action.push_back(filled(texts->more, language, values));
    return content;
}

}  // namespace rmirror::mail
