// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/answers.hpp"
#include "targets/vault/texts.hpp"
#include "targets/webdav/listing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmirror::targets::webdav {
namespace {

using queue::ErrorClass;
using queue::Outcome;

upstream::CallResult answered(int status, upstream::Headers headers = {})
{
    return {.outcome = upstream::CallOutcome::answered, .status = status, .headers = std::move(headers)};
}

Change change_of_status(int status)
{
    return std::get<Change>(change_of(answered(status)));
}

TEST(WebDavAnswers, tell_what_became_of_a_change)
{
    for (auto const status : {200, 201, 204})
        EXPECT_EQ(change_of_status(status), Change::made) << status;
    EXPECT_EQ(change_of_status(412), Change::conflict);
    for (auto const status : {404, 409})
        EXPECT_EQ(change_of_status(status), Change::no_folder) << status;
    for (auto const status : {405, 501})
        EXPECT_EQ(change_of_status(status), Change::refused) << status;
}

TEST(WebDavAnswers, retry_a_locked_file_and_stop_at_a_full_server)
{
    auto const locked = std::get<DeliveryResult>(change_of(answered(423)));
    EXPECT_EQ(locked.outcome.kind, Outcome::Kind::retry);
    EXPECT_EQ(locked.outcome.message, "The note is locked by another program. It is retried automatically.");
    EXPECT_FALSE(locked.stops);
    auto const full = std::get<DeliveryResult>(change_of(answered(507)));
    EXPECT_EQ(full.outcome.error, ErrorClass::quota_exceeded);
    EXPECT_EQ(full.outcome.message,
              "Your WebDAV server has no room left. Free some space there, then try again.");
    EXPECT_TRUE(full.stops);
    auto const refused = std::get<DeliveryResult>(change_of(answered(401)));
    EXPECT_EQ(refused.outcome.error, ErrorClass::auth_error);
    EXPECT_TRUE(refused.stops);
}

TEST(WebDavAnswers, say_that_a_certificate_is_not_valid)
{
    upstream::CallResult result;
    result.why = "SSL peer certificate or SSH remote key was not OK";
    EXPECT_NE(failure_of_call(result).outcome.message.find("certificate"), std::string::npos);
    result.why = "Couldn't connect to server";
    EXPECT_EQ(failure_of_call(result).outcome.message, "Your WebDAV server can't be reached.");
}

TEST(WebDavAnswers, take_only_an_etag_that_a_condition_may_name)
{
    EXPECT_EQ(strong_etag(answered(200, {{"etag", R"("a1")"}})), R"("a1")");
    for (std::string const etag : {R"(W/"a1")", "a1", R"("a1)", ""})
        EXPECT_EQ(strong_etag(answered(200, {{"etag", etag}})), "") << etag;
    EXPECT_EQ(strong_etag(answered(200)), "");
}

TEST(WebDavAnswers, tell_text_from_other_bytes)
{
    for (std::string const text : {"", "Grüße 𝒳\r\n"})
        EXPECT_TRUE(vault::is_utf8(text)) << text;
    for (std::string const bytes : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf"})
        EXPECT_FALSE(vault::is_utf8(bytes)) << bytes;
}

TEST(WebDavListing, is_read_by_the_script)
{
    constexpr auto const* kXml =
        R"(<d:multistatus xmlns:d="DAV:"><d:response><d:href>/a/</d:href><d:propstat><d:prop><d:resourcetype>)"
        R"(<d:collection/></d:resourcetype></d:prop></d:propstat></d:response><d:response><d:href>/a/%C3%BC.md</d:href>)"
        R"(</d:response></d:multistatus>)";
    auto const listing = std::get<boost::json::object>(read_listing(kXml, "/a/"));
    EXPECT_TRUE(listing.at("isFolder").as_bool());
    EXPECT_EQ(listing.at("entries").at(0).at("name").as_string(), "ü.md");
    EXPECT_TRUE(std::get<boost::json::object>(read_listing("<html>", "/a/")).empty());
}

}  // namespace
}  // namespace rmirror::targets::webdav
