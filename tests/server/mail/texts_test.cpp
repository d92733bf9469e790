// SPDX-License-Identifier: AGPL-3.0-or-later
// Every kind of mail says something in both languages, whatever its details lack.
#include "mail/texts.hpp"

#include "db/database.hpp"

#include <boost/json.hpp>

namespace rmirror::mail {
namespace {

namespace json = boost::json;

Links const kLinks{Secret("a key"), "https://notes.example.org"};

DueMail mail_of(std::string const& kind, json::object details = {})
{
    return {.id = "01990000-0000-7000-8000-000000000001",
            .kind = kind,
            .message_id = "1@example.org",
            .recipient = "ann@example.org",
            .email = "ann@example.org",
            .details = std::move(details)};
}

void expect_complete(std::optional<Content> const& content, std::string const& kind)
{
    ASSERT_TRUE(content) << kind;
    EXPECT_FALSE(content->subject.empty()) << kind;
    auto const text = plain_text(*content);
    EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
    EXPECT_NE(text.find("https://notes.example.org"), std::string::npos) << text;
}

TEST(AccountTexts, are_complete_in_both_languages)
{
    for (auto const* const kind : {"reset_password", "confirm_address", "change_address", "address_changed",
                                   "invitation", "workspace_invitation"}) {
        auto const english = account_content(mail_of(kind), kLinks, Language::en);
        auto const german = account_content(mail_of(kind), kLinks, Language::de);
        expect_complete(english, kind);
        expect_complete(german, kind);
        EXPECT_NE(english->subject, german->subject);
    }
    EXPECT_FALSE(account_content(mail_of("weather"), kLinks, Language::en));
}

struct NoticeTexts : db::test::DatabaseTest {};

TEST_F(NoticeTexts, are_there_for_each_kind_that_is_mailed)
{
    auto const kinds = db::as_system(pool, [](pqxx::work& work) {
        return work.exec("SELECT kind FROM notice_kinds() WHERE gather IS NOT NULL");
    });
    ASSERT_FALSE(kinds.empty());
    for (auto const& row : kinds) {
        auto const kind = row[0].as<std::string>();
        json::object const nothing{{"notices", json::array{json::object{}}}};
        expect_complete(notice_content(mail_of(kind, nothing), kLinks, Language::en), kind);
        expect_complete(notice_content(mail_of(kind, nothing), kLinks, Language::de), kind);
    }
}

TEST_F(NoticeTexts, are_of_the_kinds_that_notifications_have)
{
    auto const check = db::as_system(pool, [](pqxx::work& work) {
        return work
            .exec1(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = "
                "'notifications_kind_check'")[0]
            .as<std::string>();
    });
    auto const kinds =
        db::as_system(pool, [](pqxx::work& work) { return work.exec("SELECT kind FROM notice_kinds()"); });
    std::size_t quoted = 0;
    for (auto const& row : kinds) {
        auto const name = "'" + row[0].as<std::string>() + "'";
        EXPECT_NE(check.find(name), std::string::npos) << name;
        ++quoted;
    }
    EXPECT_EQ(static_cast<std::size_t>(std::count(check.begin(), check.end(), '\'')), 2 * quoted) << check;
}

TEST(NoticeTextsOfMany, name_each_once_and_count_all)
{
    auto const failed = [](std::string const& target, int count) {
        return json::object{{"target_name", target}, {"count", count}};
    };
    json::object const details{
        {"notices", json::array{failed("ocr", 180), failed("webdav", 15), failed("webdav", 5)}}};
    auto const content = notice_content(mail_of("retries_exhausted", details), kLinks, Language::en);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->subject, "Transcription; WebDAV: 200 failed");
    EXPECT_EQ(content->action->url, "https://notes.example.org/activity");
    json::object const one{{"notices", json::array{json::object{{"target_name", "readwise"},
                                                                {"until", "2026-12-20T12:05:00+00:00"}}}}};
    auto const limit = notice_content(mail_of("service_limit", one), kLinks, Language::de);
    EXPECT_EQ(limit->action->url, "https://notes.example.org/integrations/readwise");
    EXPECT_EQ(limit->paragraphs.at(1), "Von selbst geht es weiter am 20. Dezember 2026, 12:05 UTC.");
}

}  // namespace
}  // namespace rmirror::mail
