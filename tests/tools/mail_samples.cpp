// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes every mail that the server knows, as HTML and as text, in both languages, into the folder of its
// argument.
#include "mail/texts.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

namespace {

using namespace rmirror;
namespace json = boost::json;

constexpr auto kReset = "2026-12-20T12:05:00+00:00";

json::object notices(std::initializer_list<json::object> all)
{
    json::array list;
    for (auto const& each : all)
        list.push_back(each);
    return {{"notices", std::move(list)}};
}

std::pair<std::string, json::object> const kMails[] = {
    {"reset_password", {}},
    {"confirm_address", {}},
    {"change_address", {}},
    {"address_changed", {{"former", "ann@example.org"}, {"present", "ann.mueller@example.net"}}},
    {"invitation", {}},
    {"workspace_invitation", {}},
    {"quota_near_limit", notices({{{"used", 27}, {"limit", 30}, {"reset_at", kReset}}})},
    {"quota_exhausted", notices({{{"used", 30}, {"limit", 30}, {"reset_at", kReset}}})},
    {"quota_reset", notices({{{"pages", 12}, {"limit", 30}, {"reset_at", kReset}}})},
    {"connection_broken", notices({{{"target_name", "notion"}}})},
    {"retries_exhausted",
     notices({{{"target_name", "ocr"}, {"count", 180}}, {{"target_name", "readwise"}, {"count", 20}}})},
    {"service_limit", notices({{{"target_name", "readwise"}, {"until", kReset}}})},
    {"first_sync", notices({{{"target_name", "obsidian"}}})},
    {"removal_held", notices({{{"cause", "dropped"}}})},
    {"payment_failed", notices({{{"tier", "pro"}, {"ends_at", kReset}}})},
    {"plan_ended", notices({{{"tier", "pro"}, {"is_unpaid", false}}})},
    {"new_browser",
     notices({{{"browser", "Firefox (Linux)"}, {"address", "2001:db8:85a3:1234:5678:8a2e:370:7334"}},
              {{"browser", "Safari (iPhone)"}, {"address", "192.0.2.7"}}})},
    {"new_device", notices({{{"name", "desk in the attic"}}})},
    {"device_signed_out", notices({{{"name", "desk in the attic"}}})},
};

void write(std::filesystem::path const& path, std::string const& text)
{
    std::ofstream(path) << text;
}

}  // namespace

int main(int count, char** words)
{
    if (count != 2) {
        std::cerr << "usage: mail_samples FOLDER\n";
        return 2;
    }
    std::filesystem::path const folder = words[1];
    std::filesystem::create_directories(folder);
    mail::Links const links(Secret("a key for samples"), "https://notes.example.org");
    for (auto const& [kind, details] : kMails)
        for (auto const language : {mail::Language::en, mail::Language::de}) {
            mail::DueMail const mail{.id = "01990000-0000-7000-8000-000000000001",
                                     .kind = kind,
                                     .message_id = "01990000-0000-7000-8000-000000000001@notes.example.org",
                                     .recipient = "ben@example.org",
                                     .email = "ann@example.org",
                                     .details = details};
            auto content = mail::account_content(mail, links, language);
            if (!content)
                content = mail::notice_content(mail, links, language);
            if (!content) {
                std::cerr << "no text for " << kind << "\n";
                return 1;
            }
            auto const name = kind + "." + std::string(mail::to_string(language));
            write(folder / (name + ".html"), mail::html_page(*content, language));
            write(folder / (name + ".txt"), content->subject + "\n\n" + mail::plain_text(*content));
        }
}
