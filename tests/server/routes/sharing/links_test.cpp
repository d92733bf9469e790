// SPDX-License-Identifier: AGPL-3.0-or-later
// Links as their owner and their readers meet them.
#include "blobs/pictures.hpp"
#include "library/library.hpp"
#include "routes/api_fixture.hpp"

#include <algorithm>

namespace rmirror::test {
namespace {

namespace json = boost::json;

constexpr auto kLinkPassword = "kitten in a box";

class Links : public ApiTest {
protected:
    Links()
    {
        auto first = page(1, 1);
        first["typed_text"] = "Buy ink";
        EXPECT_EQ(announce({notebook(1, {first, page(2, 2)}), notebook(2, {page(3, 3)})}).status, 200);
        put_image(1, 1);
        put_image(1, 2);
        put_image(2, 3);
    }

    Answered announce(json::array notebooks)
    {
        return post("/api/v1/sync/manifest", library(std::move(notebooks)), ann.token);
    }

    void put_image(std::size_t notebook, std::size_t page)
    {
        auto const content = png({.shade = static_cast<std::uint8_t>(page)});
        Question question;
        question.method = "PUT";
        question.path = "/api/v1/notebooks/" + uuid_of(notebook) + "/pages/" + uuid_of(page) +
                        "/image?ink_hash=" + ink_of(page) + "&x=0&y=0&width=100&height=50";
        question.token = ann.token;
        question.headers = "Content-Type: image/png\r\nContent-Digest: " + digest_of(content) + "\r\n";
        question.body = content;
        EXPECT_LT(ask(question).status, 300);
    }

    Answered add(json::object wanted, std::string const& token)
    {
        return post("/api/v1/links", std::move(wanted), token);
    }

    /// The link's token.
    std::string added(json::object wanted)
    {
        wanted.emplace("notebook_uuid", uuid_of(1));
        auto const answer = add(std::move(wanted), ann.token);
        EXPECT_EQ(answer.status, 201) << answer.received.body;
        return answer.text("token");
    }

    Answered read(std::string const& path, std::string const& token, std::string const& pass = "")
    {
        Question question;
        question.path = path;
        question.headers =
            "Rmirror-Link: " + token + "\r\n" + (pass.empty() ? "" : "Rmirror-Link-Pass: " + pass + "\r\n");
        return ask(question);
    }

    Answered open(std::string const& token, std::string const& pass = "")
    {
        return read("/api/v1/shared", token, pass);
    }

    Answered unlock(std::string const& token, std::string const& password)
    {
        Question question;
        question.method = "POST";
        question.path = "/api/v1/shared/unlock";
        question.headers = "Rmirror-Link: " + token + "\r\n";
        question.json = {{"password", password}};
        return ask(question);
    }

    Answered remove(std::string const& path, std::string const& token)
    {
        Question question;
        question.method = "DELETE";
        question.path = path;
        question.token = token;
        return ask(question);
    }

    json::array links(std::string const& query = "")
    {
        return get("/api/v1/links" + query, ann.token).json.at("items").as_array();
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    static std::string page_path(std::size_t page) { return "/api/v1/shared/pages/" + uuid_of(page); }

    Person ann = sign_up("ann@example.org");
};

json::array numbers_of(Answered const& shared)
{
    json::array numbers;
    for (auto const& page : shared.json.at("pages").as_array())
        numbers.push_back(page.at("page_number"));
    return numbers;
}

TEST_F(Links, show_a_notebook_with_its_pages_texts_and_images)
{
    auto const token = added({{"allows_download", true}, {"shown_name", "Ann"}});
    EXPECT_EQ(token.size(), 43U);
    auto const shared = open(token);
    ASSERT_EQ(shared.status, 200) << shared.received.body;
    EXPECT_EQ(shared.text("kind"), "notebook");
    EXPECT_EQ(shared.text("shown_name"), "Ann");
    EXPECT_TRUE(shared.json.at("allows_download").as_bool());
    EXPECT_EQ(numbers_of(shared), (json::array{1, 2}));
    EXPECT_EQ(shared.header("x-robots-tag"), "noindex, nofollow");
    EXPECT_EQ(shared.header("cache-control"), "no-store");

    auto const first = read(page_path(1), token);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.text("typed_text"), "Buy ink");
    EXPECT_EQ(first.json.at("images").as_array().size(), 1U);
    auto const image = read(page_path(1) + "/image", token);
    EXPECT_EQ(image.status, 200);
    EXPECT_EQ(image.header("content-type"), "image/png");
    EXPECT_EQ(image.received.body, png({.shade = 1}));
    EXPECT_EQ(read(page_path(1) + "/image?purpose=display", token).status, 404);
}

TEST_F(Links, tell_nothing_of_the_owner_but_what_was_chosen)
{
    auto const token = added({});
    for (auto const& path : {std::string("/api/v1/shared"), page_path(1)}) {
        auto const body = read(path, token).received.body;
        EXPECT_EQ(body.find("ann@example.org"), std::string::npos) << body;
        EXPECT_EQ(body.find(ann.id), std::string::npos) << body;
    }
    EXPECT_EQ(open(token).text("shown_name"), "");
}

TEST_F(Links, of_a_page_show_this_page_only)
{
    auto const token = added({{"page_uuid", uuid_of(2)}});
    auto const shared = open(token);
    EXPECT_EQ(shared.text("kind"), "page");
    EXPECT_EQ(numbers_of(shared), (json::array{2}));
    EXPECT_EQ(read(page_path(2), token).status, 200);
    EXPECT_EQ(read(page_path(2) + "/image", token).status, 200);
    for (auto const page : {1, 3}) {
        EXPECT_EQ(read(page_path(page), token).status, 404);
        EXPECT_EQ(read(page_path(page) + "/image", token).status, 404);
    }
}

TEST_F(Links, show_only_the_correction_of_a_corrected_page)
{
    auto const token = added({});
    execute(
        "UPDATE pages SET ocr_text = 'My secret', ocr_status = 'completed', document = 'Fine', "
        "document_base = 'My secret', document_author = 'person', document_saved_at = now(), "
        "document_began_at = now(), ocr_lines = '[{\"text\": \"My secret\", \"confidence\": 1, "
        "\"top\": 0, \"bottom\": 10}]' WHERE page_number = 1");
    auto const shown = read(page_path(1), token);
    EXPECT_EQ(shown.text("text"), "Fine");
    EXPECT_EQ(shown.received.body.find("secret"), std::string::npos) << shown.received.body;
}

TEST_F(Links, that_were_guessed_ended_or_revoked_or_show_what_was_deleted_have_one_answer)
{
    auto const expired = added({});
    execute("UPDATE share_links SET expires_at = now()");
    auto const revoked = added({});
    EXPECT_EQ(remove("/api/v1/links/" + std::string(links()[0].at("id").as_string()), ann.token).status, 204);
    auto const of_deleted_page = added({{"page_uuid", uuid_of(2)}});
    EXPECT_EQ(announce({notebook(1, {page(1, 1)}), notebook(2, {page(3, 3)})}).status, 200);

    auto const guessed = open(std::string(43, 'A'));
    EXPECT_EQ(guessed.status, 404);
    for (auto const& token : {expired, revoked, of_deleted_page, std::string("x"), std::string()}) {
        EXPECT_EQ(open(token).status, 404);
        EXPECT_EQ(open(token).text("detail"), guessed.text("detail"));
        EXPECT_EQ(read(page_path(2), token).status, 404);
        EXPECT_EQ(read(page_path(2) + "/image", token).status, 404);
    }
    EXPECT_EQ(unlock(expired, "whatever").text("detail"), guessed.text("detail"));
}

TEST_F(Links, of_a_deleted_notebook_work_again_once_it_is_restored)
{
    auto const token = added({});
    EXPECT_EQ(remove("/api/v1/notebooks/" + uuid_of(1), ann.token).status, 204);
    EXPECT_EQ(open(token).status, 404);
    EXPECT_EQ(read(page_path(1), token).status, 404);
    EXPECT_EQ(read(page_path(1) + "/image", token).status, 404);
    EXPECT_TRUE(links().empty());
    EXPECT_EQ(post("/api/v1/notebooks/" + uuid_of(1) + "/restore", {}, ann.token).status, 204);
    EXPECT_EQ(open(token).status, 200);
}

TEST_F(Links, with_a_password_show_nothing_before_it)
{
    auto const token = added({{"password", kLinkPassword}});
    for (auto const& path : {std::string("/api/v1/shared"), page_path(1), page_path(1) + "/image"}) {
        auto const refused = read(path, token);
        EXPECT_EQ(refused.status, 403);
        EXPECT_EQ(refused.text("type"), "link_password_needed");
    }
    EXPECT_EQ(unlock(token, "kitten in a bag").text("type"), "link_password_wrong");
    auto const unlocked = unlock(token, kLinkPassword);
    ASSERT_EQ(unlocked.status, 200) << unlocked.received.body;
    auto const pass = unlocked.text("pass");
    EXPECT_EQ(open(token, pass).status, 200);
    EXPECT_EQ(read(page_path(1) + "/image", token, pass).status, 200);

    // A pass is of one link, and can't be changed to last longer.
    auto const other = added({{"password", kLinkPassword}});
    EXPECT_EQ(open(other, pass).status, 403);
    EXPECT_EQ(open(token, "9" + pass).status, 403);
    EXPECT_EQ(open(token, "1." + pass.substr(pass.find('.') + 1)).status, 403);
}

TEST_F(Links, lock_their_password_after_five_wrong_ones)
{
    auto const token = added({{"password", kLinkPassword}});
    auto const other = added({{"password", kLinkPassword}});
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(unlock(token, "wrong").status, 403);
    auto const locked = unlock(token, kLinkPassword);
    EXPECT_EQ(locked.status, 429);
    EXPECT_GT(std::stoi(locked.header("retry-after")), 0);
    EXPECT_EQ(unlock(other, kLinkPassword).status, 200);
    EXPECT_EQ(post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", kPassword}}).status,
              200);
}

TEST_F(Links, are_listed_while_they_work_with_their_last_use)
{
    auto const token = added({});
    EXPECT_EQ(add({{"notebook_uuid", uuid_of(2)}, {"password", kLinkPassword}}, ann.token).status, 201);
    auto listed = links();
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(listed[0].at("has_password").as_bool());
    EXPECT_TRUE(listed[1].at("last_used_at").is_null());
    EXPECT_FALSE(listed[1].as_object().contains("token"));
    EXPECT_EQ(open(token).status, 200);
    EXPECT_FALSE(links("?notebook_uuid=" + uuid_of(1))[0].at("last_used_at").is_null());
    EXPECT_EQ(links("?notebook_uuid=" + uuid_of(1)).size(), 1U);
    execute("UPDATE share_links SET expires_at = now()");
    EXPECT_TRUE(links().empty());
}

TEST_F(Links, are_made_by_a_person_for_what_is_theirs)
{
    auto const bob = sign_up("bob@example.org");
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token).text("access_token");
    EXPECT_EQ(add({{"notebook_uuid", uuid_of(1)}}, bob.token).status, 404);
    EXPECT_EQ(add({{"notebook_uuid", uuid_of(1)}}, device).status, 403);
    EXPECT_EQ(add({{"notebook_uuid", uuid_of(9)}}, ann.token).status, 404);
    EXPECT_EQ(add({{"notebook_uuid", uuid_of(1)}, {"page_uuid", uuid_of(3)}}, ann.token).status, 404);
    EXPECT_EQ(added({}).size(), 43U);
    auto const id = std::string(links()[0].at("id").as_string());
    EXPECT_EQ(remove("/api/v1/links/" + id, bob.token).status, 404);
    EXPECT_EQ(remove("/api/v1/links/" + id, device).status, 403);
    EXPECT_EQ(links().size(), 1U);
    EXPECT_TRUE(get("/api/v1/links", bob.token).json.at("items").as_array().empty());
}

TEST_F(Links, are_refused_in_the_past_with_short_passwords_and_above_their_number)
{
    auto const past = add({{"notebook_uuid", uuid_of(1)}, {"expires_at", "2020-01-01T00:00:00Z"}}, ann.token);
    EXPECT_EQ(past.status, 400);
    EXPECT_EQ(past.text("field"), "expires_at");
    auto const weak = add({{"notebook_uuid", uuid_of(1)}, {"password", "short"}}, ann.token);
    EXPECT_EQ(weak.text("field"), "password");
    added({});
    execute(
        "INSERT INTO share_links (user_id, token_hash, notebook_id, allows_download) "
        "SELECT user_id, sha256(convert_to(number::text, 'UTF8')), notebook_id, false "
        "FROM share_links, generate_series(1, 499) AS number RETURNING id");
    auto const full = add({{"notebook_uuid", uuid_of(1)}}, ann.token);
    EXPECT_EQ(full.status, 409);
    EXPECT_EQ(full.text("type"), "too_many_links");
}

TEST_F(Links, store_no_token_and_log_none)
{
    auto const token = added({{"password", kLinkPassword}});
    open(token);
    unlock(token, "wrong");
    EXPECT_EQ(server.log().find(token), std::string::npos);
    EXPECT_EQ(value("SELECT count(*) FROM share_links WHERE token_hash = sha256(convert_to('" + token +
                    "', 'UTF8'))"),
              "1");
    EXPECT_EQ(value("SELECT count(*) FROM share_links WHERE share_links::text LIKE '%" + token + "%'"), "0");
}

}  // namespace
}  // namespace rmirror::test
