// SPDX-License-Identifier: AGPL-3.0-or-later
// The upload protocol as devices meet it: what is taken, what is refused, and in which words.
#include "blobs/pictures.hpp"
#include "eventually.hpp"
#include "hashing.hpp"
#include "http/gzip.hpp"
#include "library/library.hpp"
#include "library/manifest/manifest.hpp"
#include "routes/api_fixture.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class Uploads : public ApiTest {
protected:
    static std::string image_path(std::size_t notebook, std::size_t page)
    {
        return "/api/v1/notebooks/" + uuid_of(notebook) + "/pages/" + uuid_of(page) + "/image";
    }

    static std::string query_of(std::size_t ink, std::string const& more = "")
    {
        return "?ink_hash=" + ink_of(ink) + "&x=-10.5&y=0&width=100&height=50" + more;
    }

    static std::string headers_of(std::string const& content)
    {
        return "Content-Type: image/png\r\nContent-Digest: " + digest_of(content) + "\r\n";
    }

    /// Without its body.
    Question manifest(std::string const& more_headers = "") const
    {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/sync/manifest";
        question.token = owner.token;
        question.headers = "Content-Type: application/json\r\n" + more_headers;
        return question;
    }

    Answered put(std::string const& path, std::string const& content, std::string const& headers)
    {
        Question question;
        question.method = "PUT";
        question.path = path;
        question.token = owner.token;
        question.headers = headers;
        question.body = content;
        return ask(question);
    }

    Answered put(std::string const& path, std::string const& content)
    {
        return put(path, content, headers_of(content));
    }

    Answered announce(json::array pages)
    {
        return post("/api/v1/sync/manifest", library({notebook(1, std::move(pages))}), owner.token);
    }

    Person owner = sign_up("owner@example.org");
    std::string const picture = png();
};

TEST_F(Uploads, go_from_the_manifest_to_a_picture_that_is_shown_again)
{
    auto const answer = announce({page(1, 1), page(2, 2)});
    ASSERT_EQ(answer.status, 200) << answer.received.body;
    EXPECT_EQ(answer.json.at("wanted_pages"), 2);
    auto const stored = put(image_path(1, 1) + query_of(1), picture);
    ASSERT_EQ(stored.status, 200) << stored.received.body;
    EXPECT_EQ(stored.json.at("ocr_status"), "pending");
    EXPECT_EQ(stored.json.at("quota").at("reserved"), 1);

    auto const shown = get(image_path(1, 1), owner.token);
    EXPECT_EQ(shown.received.body, picture);
    EXPECT_EQ(shown.header("content-type"), "image/png");
    EXPECT_EQ(shown.header("cache-control"), "private, no-cache");
    Question again;
    again.path = image_path(1, 1);
    again.token = owner.token;
    again.headers = "If-None-Match: " + shown.header("etag") + "\r\n";
    EXPECT_EQ(ask(again).status, 304);

    auto const one = get("/api/v1/notebooks/" + uuid_of(1) + "/pages/" + uuid_of(1), owner.token);
    EXPECT_EQ(one.json.at("images").at(0).at("rect").at("x"), -10.5);
    EXPECT_EQ(one.json.at("images").at(0).at("sha256"), json::value(sha256_hex(picture)));
    EXPECT_EQ(one.json.at("is_image_current"), true);
    EXPECT_EQ(get("/api/v1/quota", owner.token).json.at("left"), 29);
}

TEST_F(Uploads, take_a_packed_manifest)
{
    auto question = manifest("Content-Encoding: gzip\r\n");
    question.body = gzipped(json::serialize(library({notebook(1, {page(1, 1), page(2, 2)})})));
    auto const answer = ask(question);
    ASSERT_EQ(answer.status, 200) << answer.received.body;
    EXPECT_EQ(answer.json.at("wanted_pages"), 2);

    question.body = gzipped(std::string(library::kManifestBytes + 1, ' '));
    EXPECT_EQ(ask(question).status, 413);
    question.headers = "Content-Type: application/json\r\nContent-Encoding: br\r\n";
    auto const refused = ask(question);
    EXPECT_EQ(refused.status, 415);
    EXPECT_EQ(refused.header("accept-encoding"), "gzip");
}

TEST_F(Uploads, show_notebooks_as_list_tree_and_alone)
{
    json::array notebooks;
    for (std::size_t number = 1; number <= 5; ++number)
        notebooks.push_back(notebook(number, {page(10 * number, 1)}));
    notebooks.push_back({{"notebook_uuid", uuid_of(9)}, {"document_type", "folder"}, {"visible_name", "A"}});
    notebooks[0].as_object()["parent_uuid"] = uuid_of(9);
    ASSERT_EQ(post("/api/v1/sync/manifest", library(notebooks), owner.token).status, 200);
    put(image_path(1, 10) + query_of(1), picture);

    auto const tree = get("/api/v1/notebooks/tree", owner.token).json.at("items").as_array();
    ASSERT_EQ(tree.size(), 6U);
    EXPECT_EQ(tree[0].at("document_type"), "folder");
    EXPECT_EQ(tree[1].at("parent_uuid").as_string(), json::string_view(uuid_of(9)));
    EXPECT_EQ(json::serialize(tree[1].at("sync_progress")),
              R"({"total":1,"failed":0,"synced":0,"pending":1,"not_synced":0,"pending_quota":0})");

    std::string path = "/api/v1/notebooks?limit=4";
    auto const first = get(path, owner.token).json;
    EXPECT_EQ(first.at("items").as_array().size(), 4U);
    auto const rest = get(path + "&cursor=" + first.at("next").as_string().c_str(), owner.token).json;
    EXPECT_EQ(rest.at("items").as_array().size(), 2U);
    EXPECT_TRUE(rest.at("next").is_null());

    auto const alone = get("/api/v1/notebooks/" + uuid_of(1), owner.token).json;
    EXPECT_EQ(alone.at("pages").at(0).at("page_uuid").as_string(), json::string_view(uuid_of(10)));
}

TEST_F(Uploads, are_kept_and_answered_402_when_the_quota_is_spent)
{
    server.app().quota.free_pages = 0;
    announce({page(1, 1)});
    auto const answer = put(image_path(1, 1) + query_of(1), picture);
    EXPECT_EQ(answer.status, 402);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    EXPECT_EQ(answer.json.at("accepted"), true);
    EXPECT_EQ(answer.json.at("ocr_status"), "pending_quota");
    EXPECT_EQ(answer.json.at("quota").at("left"), 0);
    EXPECT_EQ(answer.json.at("quota").at("deferred_pages"), 1);
    EXPECT_EQ(get(image_path(1, 1), owner.token).received.body, picture);
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "0");
}

TEST_F(Uploads, of_others_and_of_nobody_are_not_there)
{
    announce({page(1, 1)});
    put(image_path(1, 1) + query_of(1), picture);
    auto const stranger = sign_up("stranger@example.org");
    for (auto const& path :
         {image_path(1, 1), image_path(1, 2), image_path(2, 1), "/api/v1/notebooks/" + uuid_of(1),
          "/api/v1/notebooks/" + uuid_of(1) + "/pages/" + uuid_of(1), std::string("/api/v1/notebooks/x"),
          std::string("/api/v1/notebooks/..%2F../pages/1/image"),
          std::string("/api/v1/notebooks/%27%20OR%201=1")})
        EXPECT_EQ(get(path, stranger.token).status, 404) << path;
    owner = stranger;
    auto const foreign = put(image_path(1, 1) + query_of(1), picture);
    auto const unknown = put(image_path(7, 7) + query_of(1), picture);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(foreign.received.body, unknown.received.body);
    EXPECT_TRUE(get("/api/v1/notebooks", stranger.token).json.at("items").as_array().empty());
    for (auto const* const path :
         {"/api/v1/quota", "/api/v1/notebooks", "/api/v1/notebooks/tree", "/api/v1/changes"})
        EXPECT_EQ(get(path, "").status, 401) << path;
    EXPECT_EQ(post("/api/v1/sync/manifest", library({}), "").status, 401);
}

TEST_F(Uploads, are_refused_with_a_sentence_and_leave_nothing)
{
    announce({page(1, 1)});
    auto const good = image_path(1, 1) + query_of(1);
    auto const plain = image_path(1, 1) + "?ink_hash=" + ink_of(1);
    struct Case {
        std::string path;
        std::string content;
        std::string headers;
        int status;
        std::string said;
    };
    auto const bomb = png({.pixels = std::string(1U << 22U, '\0')});
    for (auto const& each : {
             Case{plain, picture, "", 400, "x: Required."},
             Case{good + "&x=1", picture, "", 400, "x: Given more than once."},
             Case{plain + "&x=nan&y=0&width=1&height=1", picture, "", 400, "x: "},
             Case{plain + "&x=0&y=0&width=0&height=1", picture, "", 400, "width: "},
             Case{plain + "&x=1e99&y=0&width=1&height=1", picture, "", 400, "x: "},
             Case{good + "&part=1", picture, "", 400, "of: "},
             Case{good + "&part=2&of=1", picture, "", 400, "part: "},
             Case{good + "&part=0&of=1", picture, "", 400, "part: "},
             Case{good + "&part=1&of=101", picture, "", 400, "of: "},
             Case{good + "&user_id=1", picture, "", 400, "user_id: Unknown parameter."},
             Case{image_path(1, 1) + "?ink_hash=%00", picture, "", 400, "The address has"},
             Case{image_path(1, 1) + query_of(2), picture, "", 409,
                  "This isn't the latest version of the page"},
             Case{good, picture, "Content-Type: text/html\r\nContent-Digest: " + digest_of(picture) + "\r\n",
                  415, "The body's Content-Type must be image/png."},
             Case{good, picture, "Content-Type: image/png\r\n", 400, "Content-Digest must"},
             Case{good, picture, headers_of("other"), 400, "The body doesn't match Content-Digest."},
             Case{good, picture, headers_of(picture) + "Content-Digest: " + digest_of("other") + "\r\n", 400,
                  "Content-Digest"},
             Case{good, "", "", 422, "The image can't be used: it isn't a PNG file."},
             Case{good, "<svg onload='x'/>", "", 422, "The image can't be used: it isn't a PNG file."},
             Case{good, picture.substr(0, picture.size() - 1), "", 422,
                  "The image can't be used: the file is incomplete"},
             Case{good, bomb, "", 422, "The image can't be used: it has more pixels"},
             Case{good, png({.width = 9000, .pixels = "x"}), "", 422,
                  "The image can't be used: it has an edge"},
             Case{good, std::string(7'500'001, 'x'), "", 413, ""},
         }) {
        auto const answer =
            put(each.path, each.content, each.headers.empty() ? headers_of(each.content) : each.headers);
        EXPECT_EQ(answer.status, each.status) << each.path << " " << answer.received.body;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        EXPECT_TRUE(answer.text("detail").starts_with(each.said)) << answer.text("detail");
    }
    EXPECT_EQ(value("SELECT count(*) FROM blobs"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM page_images"), "0");
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "0");
    EXPECT_EQ(value("SELECT ocr_status FROM pages"), "not_synced");
}

TEST_F(Uploads, of_a_manifest_are_refused_as_any_bad_body)
{
    auto question = manifest();
    for (auto const& body :
         {std::string("{"), std::string("[]"), std::string(100, '['), std::string("{\"scope\":1}"),
          std::string("{\"scope\":\"library\",\"notebooks\":[],\"x\":1}"),
          std::string("{\"scope\":\"li\0brary\"}", 20)}) {
        question.body = body;
        auto const answer = ask(question);
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_FALSE(answer.text("detail").empty());
    }
    EXPECT_EQ(get("/api/v1/notebooks?limit=0", owner.token).status, 400);
    EXPECT_EQ(get("/api/v1/notebooks?cursor=x", owner.token).status, 400);
}

TEST_F(Uploads, tell_readers_what_has_changed)
{
    auto const start = get("/api/v1/changes", owner.token).json;
    EXPECT_TRUE(start.at("items").as_array().empty());
    announce({page(1, 1), page(2, 2)});
    auto const news = get("/api/v1/changes?since=0", owner.token).json;
    ASSERT_EQ(news.at("items").as_array().size(), 3U);
    EXPECT_EQ(news.at("items").at(0).at("kind"), "notebook");
    EXPECT_EQ(news.at("more"), false);
    std::string const next = news.at("next").as_string().c_str();
    EXPECT_TRUE(get("/api/v1/changes?since=" + next, owner.token).json.at("items").as_array().empty());
    announce({page(2, 2)});
    auto const gone = get("/api/v1/changes?since=" + next, owner.token).json.at("items").as_array();
    ASSERT_EQ(gone.size(), 2U);
    EXPECT_EQ(
        std::count_if(gone.begin(), gone.end(), [](auto const& each) { return each.at("deleted") == true; }),
        1);
    for (auto const* const bad :
         {"x", "-1", "1.page", "1.page.x", "1.users.00000000-0000-4000-8000-000000000001",
          "99999999999999999999", "1%00"})
        EXPECT_EQ(get("/api/v1/changes?since=" + std::string(bad), owner.token).status, 400) << bad;
    EXPECT_EQ(get("/api/v1/changes?wait=26", owner.token).status, 400);
}

TEST_F(Uploads, are_told_page_by_page_however_many_there_are)
{
    json::array pages;
    for (std::size_t number = 1; number <= 1200; ++number)
        pages.push_back(page(number, number));
    announce(pages);
    std::string since = "0";
    std::set<std::string> seen;
    for (int asked = 0; asked < 4; ++asked) {
        auto const news = get("/api/v1/changes?since=" + since, owner.token).json;
        for (auto const& item : news.at("items").as_array())
            EXPECT_TRUE(seen.insert(item.at("value").at("id").as_string().c_str()).second);
        since = news.at("next").as_string().c_str();
        EXPECT_EQ(news.at("more"), asked < 2);
        if (!news.at("more").as_bool())
            break;
    }
    EXPECT_EQ(seen.size(), 1201U);
}

std::string waiting(Person const& person)
{
    return "GET /api/v1/changes?wait=25 HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + person.token +
           "\r\n\r\n";
}

TEST_F(Uploads, wake_who_waits_for_changes_and_nobody_else)
{
    auto const stranger = sign_up("stranger@example.org");
    http::test::Client reader(server.port());
    http::test::Client other(server.port());
    reader.send(waiting(owner));
    other.send(waiting(stranger));
    announce({page(1, 1)});
    auto const news = json::parse(reader.receive().body);
    EXPECT_EQ(news.at("items").as_array().size(), 2U);
    // A request that still waits when the server stops gets an empty answer.
    server.app().changes.stop();
    EXPECT_TRUE(json::parse(other.receive().body).at("items").as_array().empty());
    other.send(waiting(stranger));
    EXPECT_TRUE(json::parse(other.receive().body).at("items").as_array().empty());
}

TEST_F(Uploads, forget_readers_that_have_left_or_were_answered)
{
    constexpr std::size_t kMaxReadersOfOne = 20;
    auto const& changes = server.app().changes;
    {
        std::deque<http::test::Client> readers;
        for (std::size_t i = 0; i < kMaxReadersOfOne; ++i) {
            readers.emplace_back(server.port());
            readers.back().send(waiting(owner));
        }
        ASSERT_TRUE(eventually([&] { return changes.waiting() == kMaxReadersOfOne; }));
        readers.front().abort();
    }
    EXPECT_TRUE(eventually([&] { return changes.waiting() == 0; }));
    // So a request may wait.
    http::test::Client reader(server.port());
    reader.send(waiting(owner));
    ASSERT_TRUE(eventually([&] { return changes.waiting() == 1; }));
    announce({page(1, 1)});
    EXPECT_EQ(json::parse(reader.receive().body).at("items").as_array().size(), 2U);
    EXPECT_EQ(json::parse(reader.ask(waiting(owner)).body).at("items").as_array().size(), 2U);
    EXPECT_EQ(changes.waiting(), 0U);
}

TEST_F(Uploads, answer_who_waits_in_vain_when_the_time_is_up)
{
    auto const answer = get("/api/v1/changes?wait=1", owner.token);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.json.at("items").as_array().empty());
}

TEST_F(Uploads, wake_readers_also_after_the_database_was_away)
{
    http::test::Client reader(server.port());
    reader.send(waiting(owner));
    database.cut_connections();
    Answered answer;
    for (int tries = 0; tries < 20 && answer.status != 200; ++tries)
        answer = announce({page(1, 1)});
    ASSERT_EQ(answer.status, 200);
    auto const news = reader.receive();
    EXPECT_TRUE(news.status == 200 || news.status == 503) << news.status;
}

}  // namespace
}  // namespace rmirror::test
