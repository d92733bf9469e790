// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "rights/archive.hpp"
#include "rights/removal.hpp"
#include "routes/api_fixture.hpp"

#include "eventually.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class OwnData : public ApiTest {
protected:
    Answered export_all(std::string const& token, std::string const& headers = "")
    {
        return ask({.path = "/api/v1/me/export", .token = token, .headers = headers});
    }

    Answered delete_me(std::string const& token, json::value body)
    {
        return ask({.method = "DELETE", .path = "/api/v1/me", .json = std::move(body), .token = token});
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }
};

json::object const kConfirmed = {{"confirmation", "delete my account"}};

TEST_F(OwnData, is_summed_up_by_kind)
{
    auto const ann = sign_up("ann@example.org");
    execute(
        "INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
        "SELECT id, gen_random_uuid(), 'notebook', 'Diary' FROM users");
    auto const summary = get("/api/v1/me/summary", ann.token);
    ASSERT_EQ(summary.status, 200) << summary.received.body;
    auto const& items = summary.json.at("items").as_array();
    EXPECT_EQ(items.at(0), (json::object{{"kind", "notebooks"}, {"count", 1}, {"bytes", nullptr}}));
    EXPECT_EQ(items.size(), 16U);
}

TEST_F(OwnData, is_exported_whole_or_from_any_byte_on)
{
    auto const ann = sign_up("ann@example.org");
    auto const all = export_all(ann.token);
    ASSERT_EQ(all.status, 200) << all.received.body;
    EXPECT_EQ(all.header("content-type"), "application/zip");
    EXPECT_TRUE(files_in(all.received.body).contains("account/users.json"));

    auto const etag = all.header("etag");
    auto const bytes = std::to_string(all.received.body.size());
    auto const rest = export_all(ann.token, "Range: bytes=100-\r\nIf-Range: " + etag + "\r\n");
    EXPECT_EQ(rest.status, 206);
    EXPECT_EQ(rest.header("content-range"),
              "bytes 100-" + std::to_string(all.received.body.size() - 1) + "/" + bytes);
    EXPECT_EQ(rest.received.body, all.received.body.substr(100));
    auto const middle = export_all(ann.token, "Range: bytes=100-199\r\n");
    EXPECT_EQ(middle.received.body, all.received.body.substr(100, 100));
    auto const beyond = export_all(ann.token, "Range: bytes=" + bytes + "-\r\n");
    EXPECT_EQ(beyond.status, 416);
    EXPECT_EQ(beyond.header("content-range"), "bytes */" + bytes);
    EXPECT_EQ(export_all(ann.token, "Range: bytes=1-2,5-6\r\n").status, 200)
        << "several ranges aren't supported";
}

TEST_F(OwnData, is_exported_again_from_the_start_if_it_has_changed)
{
    auto const ann = sign_up("ann@example.org");
    auto const etag = export_all(ann.token).header("etag");
    EXPECT_EQ(
        ask({.method = "PATCH", .path = "/api/v1/me", .json = {{"name", "Ann"}}, .token = ann.token}).status,
        200);
    auto const again = export_all(ann.token, "Range: bytes=100-\r\nIf-Range: " + etag + "\r\n");
    EXPECT_EQ(again.status, 200);
    EXPECT_NE(again.header("etag"), etag);
    EXPECT_TRUE(files_in(again.received.body).contains("README.md"));
}

/// Temporary files of exports that this process has open.
std::size_t open_plans()
{
    std::size_t count = 0;
    std::error_code closed_since;
    for (auto const& each : std::filesystem::directory_iterator("/proc/self/fd"))
        if (std::filesystem::read_symlink(each.path(), closed_since).string().find("rmirror-export-") !=
            std::string::npos)
            ++count;
    return count;
}

TEST_F(OwnData, an_export_whose_client_leaves_ends)
{
    auto const ann = sign_up("ann@example.org");
    // More than the connection's buffers hold.
    execute(
        "INSERT INTO notifications (user_id, kind, about, details) "
        "SELECT users.id, 'quota_exhausted', number::text, jsonb_build_object('text', "
        "(SELECT string_agg(md5(random()::text || part || number), '') FROM generate_series(1, 500) AS "
        "part)) "
        "FROM users, generate_series(1, 1500) AS number");
    {
        wire::test::Client client(server.port(), wire::test::Pace::tiny_window);
        client.send(wire::test::get("/api/v1/me/export", "Authorization: Bearer " + ann.token + "\r\n"));
        EXPECT_TRUE(client.receive_up_to("\r\n\r\n").starts_with("HTTP/1.1 200"));
        EXPECT_EQ(open_plans(), 1U);
        client.abort();
    }
    EXPECT_TRUE(eventually([] { return open_plans() == 0; })) << "the temporary file is still open";
    EXPECT_EQ(export_all(ann.token).status, 200);
}

TEST_F(OwnData, is_deleted_only_when_that_is_confirmed)
{
    auto const ann = sign_up("ann@example.org");
    for (auto const& body : {json::value(json::object()), json::value{{"confirmation", "yes"}}}) {
        auto const refused = delete_me(ann.token, body);
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.text("field"), "confirmation");
    }
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 200);
}

TEST_F(OwnData, deletion_signs_out_everywhere_and_the_address_can_sign_up_again)
{
    auto const ann = sign_up("ann@example.org");
    auto const elsewhere = post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", kPassword}})
                               .text("access_token");
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token).text("access_token");
    EXPECT_EQ(get("/api/v1/me", device).status, 200);
    auto const deleted = delete_me(ann.token, kConfirmed);
    EXPECT_EQ(deleted.status, 202) << deleted.received.body;
    EXPECT_EQ(deleted.json.at("removing_at_targets"), 0);
    for (auto const& token : {ann.token, elsewhere, device})
        EXPECT_EQ(get("/api/v1/me", token).status, 401);
    EXPECT_EQ(post("/api/v1/auth/login", {{"email", "ann@example.org"}, {"password", kPassword}}).status,
              401);
    auto const again = sign_up("ann@example.org");
    EXPECT_NE(again.id, ann.id);
    EXPECT_EQ(get("/api/v1/me", again.token).status, 200);
}

TEST_F(OwnData, deletion_asks_what_becomes_of_what_targets_have)
{
    auto const ann = sign_up("ann@example.org");
    execute("INSERT INTO integrations (user_id, target_name) SELECT id, 'readwise' FROM users");
    auto const asked = delete_me(ann.token, kConfirmed);
    EXPECT_EQ(asked.status, 409);
    EXPECT_EQ(asked.text("type"), "choose_for_targets");
    EXPECT_EQ(asked.json.at("targets"), (json::array{"readwise"}));
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 200) << "nothing was deleted";
    auto removing = kConfirmed;
    removing["targets"] = "remove";
    EXPECT_EQ(delete_me(ann.token, removing).json.at("removing_at_targets"), 1);
    EXPECT_EQ(value("SELECT cause FROM sync_passes"), "removal");
}

TEST_F(OwnData, what_targets_have_is_kept_if_its_owner_says_so)
{
    auto const ann = sign_up("ann@example.org");
    execute("INSERT INTO integrations (user_id, target_name) SELECT id, 'readwise' FROM users");
    auto keeping = kConfirmed;
    keeping["targets"] = "keep";
    EXPECT_EQ(delete_me(ann.token, keeping).json.at("removing_at_targets"), 0);
    EXPECT_EQ(value("SELECT count(*) FROM integrations"), "0");
}

TEST_F(OwnData, an_owner_alone_has_to_hand_a_workspace_over_first)
{
    auto const ann = sign_up("ann@example.org");
    auto const ben = sign_up("ben@example.org");
    execute("INSERT INTO workspaces (name) VALUES ('Family')");
    execute(
        "INSERT INTO workspace_members (user_id, workspace_id, role) "
        "SELECT users.id, workspaces.id, CASE email WHEN 'ann@example.org' THEN 'owner' ELSE 'viewer' END "
        "FROM users, workspaces");
    auto const refused = delete_me(ann.token, kConfirmed);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.text("type"), "hand_over_workspaces");
    EXPECT_EQ(refused.json.at("workspaces"), (json::array{"Family"}));
    EXPECT_EQ(delete_me(ben.token, kConfirmed).status, 202) << "a viewer can just leave";
    EXPECT_EQ(delete_me(ann.token, kConfirmed).status, 202) << "nobody else is in it any more";
    EXPECT_EQ(value("SELECT count(*) FROM workspaces"), "0");
}

TEST_F(OwnData, devices_neither_export_nor_delete)
{
    auto const ann = sign_up("ann@example.org");
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token).text("access_token");
    EXPECT_EQ(export_all(device).status, 403);
    EXPECT_EQ(delete_me(device, kConfirmed).status, 403);
}

std::string legal_folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "rmirror-legal-XXXXXX").string();
    std::filesystem::path const folder = ::mkdtemp(name.data());
    std::ofstream(folder / "version") << "2026-11\n";
    for (auto const* const file : {"terms.en.md", "privacy.en.md", "terms.de.md", "privacy.de.md"})
        std::ofstream(folder / file) << "# " << file;
    return folder.string();
}

class Terms : public ApiTest {
protected:
    Terms() : Terms(legal_folder()) {}
    ~Terms() override { std::filesystem::remove_all(folder); }

    Answered announce(std::string const& token)
    {
        return post("/api/v1/sync/manifest", {{"scope", "notebooks"}, {"notebooks", json::array()}}, token);
    }

    Answered accept(std::string const& token, std::string const& version)
    {
        return ask(
            {.method = "PUT", .path = "/api/v1/me/legal", .json = {{"version", version}}, .token = token});
    }

    std::string folder;

private:
    explicit Terms(std::string const& made) : ApiTest({{"RMIRROR_LEGAL_DIR", made}}), folder(made) {}
};

TEST_F(Terms, are_read_in_either_language_without_an_account)
{
    auto const english = get("/api/v1/legal", "");
    EXPECT_EQ(english.status, 200);
    EXPECT_EQ(english.text("version"), "2026-11");
    EXPECT_EQ(english.text("terms"), "# terms.en.md");
    EXPECT_EQ(get("/api/v1/legal?language=de", "").text("privacy"), "# privacy.de.md");
}

TEST_F(Terms, that_are_open_stop_uploads_and_nothing_else)
{
    auto const ann = sign_up("ann@example.org");
    auto const refused = announce(ann.token);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.text("type"), "terms_not_accepted");
    EXPECT_EQ(get("/api/v1/notebooks/tree", ann.token).status, 200);
    EXPECT_EQ(get("/api/v1/me/export", ann.token).status, 200);
    EXPECT_EQ(get("/api/v1/me/legal", ann.token).json,
              (json::object{{"version", "2026-11"}, {"accepted_version", nullptr}}));

    EXPECT_EQ(accept(ann.token, "2025-01").text("type"), "terms_changed");
    EXPECT_EQ(announce(ann.token).status, 403);
    EXPECT_EQ(accept(ann.token, "2026-11").status, 204);
    EXPECT_EQ(announce(ann.token).status, 200);
    EXPECT_EQ(get("/api/v1/me/legal", ann.token).text("accepted_version"), "2026-11");
}

TEST_F(Terms, that_are_open_stop_no_deletion)
{
    auto const ann = sign_up("ann@example.org");
    EXPECT_EQ(ask({.method = "DELETE", .path = "/api/v1/me", .json = kConfirmed, .token = ann.token}).status,
              202);
}

TEST_F(OwnData, a_server_without_terms_asks_nobody)
{
    auto const ann = sign_up("ann@example.org");
    EXPECT_EQ(get("/api/v1/legal", "").status, 404);
    EXPECT_TRUE(get("/api/v1/me/legal", ann.token).json.at("version").is_null());
    EXPECT_EQ(post("/api/v1/sync/manifest", {{"scope", "notebooks"}, {"notebooks", json::array()}}, ann.token)
                  .status,
              200);
}

}  // namespace
}  // namespace rmirror::test
