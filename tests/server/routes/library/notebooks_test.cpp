// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/library.hpp"
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

class Notebooks : public ApiTest {
protected:
    Notebooks()
    {
        auto folder = notebook(2, {});
        folder["document_type"] = "folder";
        folder.erase("pages");
        EXPECT_EQ(announce({notebook(1, {page(1, 1)}), folder}).status, 200);
    }

    Answered announce(boost::json::array notebooks)
    {
        return post("/api/v1/sync/manifest", library(std::move(notebooks)), ann.token);
    }

    static std::string path_of(std::string const& notebook) { return "/api/v1/notebooks/" + notebook; }

    Answered remove(std::string const& notebook, std::string const& token)
    {
        Question question;
        question.method = "DELETE";
        question.path = path_of(notebook);
        question.token = token;
        return ask(question);
    }

    Answered restore(std::string const& notebook, std::string const& token)
    {
        return post(path_of(notebook) + "/restore", {}, token);
    }

    Person ann = sign_up("ann@example.org");
};

TEST_F(Notebooks, are_deleted_by_a_person_and_restored_by_a_device_too)
{
    auto const device = post("/api/v1/auth/agent-token", {{"name", "desk"}}, ann.token).text("access_token");
    auto const diary = uuid_of(1);
    EXPECT_EQ(remove(diary, device).status, 403);
    EXPECT_EQ(get(path_of(diary), ann.token).status, 200);

    EXPECT_EQ(remove(diary, ann.token).status, 204);
    EXPECT_EQ(get(path_of(diary), ann.token).status, 404);
    EXPECT_EQ(announce({notebook(1, {page(1, 1)})}).json.at("deleted_here"), boost::json::array{diary});
    EXPECT_EQ(get(path_of(diary), ann.token).status, 404);

    EXPECT_EQ(restore(diary, device).status, 204);
    EXPECT_EQ(get(path_of(diary), ann.token).status, 200);
}

TEST_F(Notebooks, that_are_unknown_or_folders_are_not_deleted)
{
    auto const bob = sign_up("bob@example.org");
    for (auto const& uuid : {uuid_of(9), std::string("diary")}) {
        EXPECT_EQ(remove(uuid, ann.token).status, 404);
        EXPECT_EQ(restore(uuid, ann.token).status, 404);
    }
    EXPECT_EQ(remove(uuid_of(1), bob.token).status, 404);
    EXPECT_EQ(restore(uuid_of(1), bob.token).status, 404);
    auto const refused = remove(uuid_of(2), ann.token);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.text("detail"), "This is a folder. Delete the notebooks in it instead.");
    EXPECT_EQ(get(path_of(uuid_of(1)), ann.token).status, 200);
    EXPECT_EQ(get(path_of(uuid_of(2)), ann.token).status, 200);
}

}  // namespace
}  // namespace rmirror::test
