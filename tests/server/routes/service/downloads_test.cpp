// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include <cstdlib>
#include <fstream>

namespace rmirror::test {
namespace {

namespace fs = std::filesystem;

class Downloads : public db::test::DatabaseTest {
protected:
    Downloads()
    {
        std::string name = (fs::temp_directory_path() / "rmirror-downloads-XXXXXX").string();
        root = ::mkdtemp(name.data());
        fs::create_directory(folder());
        write("../secret.txt", "not for anybody");
    }
    ~Downloads() override { fs::remove_all(root); }

    fs::path folder() const { return root / "downloads"; }

    void write(std::string const& name, std::string const& content) const
    {
        std::ofstream(folder() / name, std::ios::binary) << content;
    }

    static Answered get(ApiServer const& server, std::string const& path)
    {
        Question question;
        question.path = path;
        return ask(server, question);
    }

    ApiServer offering() { return ApiServer(database, {{"RMIRROR_DOWNLOADS_DIR", folder()}}); }

    fs::path root;
};

TEST_F(Downloads, are_the_files_of_the_folder)
{
    auto const server = offering();
    std::string package(3'000'000, 'x');
    package += '\0';
    write("rmirror-0.4.0_amd64.deb", package);
    auto const answer = get(server, "/downloads/rmirror-0.4.0_amd64.deb");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.received.body, package);
    EXPECT_EQ(answer.header("content-type"), "application/octet-stream");
    EXPECT_EQ(answer.header("content-disposition"), "attachment");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
}

TEST_F(Downloads, are_nothing_outside_of_the_folder)
{
    auto const server = offering();
    write(".hidden", "hidden");
    fs::create_directory(folder() / "inner");
    for (std::string const name : {"missing.deb", "../secret.txt", "..%2Fsecret.txt", "%2e%2e%2fsecret.txt",
                                   "..", ".hidden", "inner", "inner%2F..%2F..%2Fsecret.txt", ""})
        EXPECT_EQ(get(server, "/downloads/" + name).status, 404) << name;
    EXPECT_EQ(get(server, "/downloads/a%00b").status, 400);
}

TEST_F(Downloads, name_the_latest_release)
{
    auto const server = offering();
    EXPECT_EQ(get(server, "/api/v1/agents/latest").status, 404);
    std::string const release = R"({"manifest": "{\"version\":\"0.4.0\"}", "signature": "c2lnbmVk"})";
    write("latest.json", release);
    auto const answer = get(server, "/api/v1/agents/latest");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.received.body, release) << "as it was signed";

    for (auto const* const broken :
         {"", "{", "[]", R"({"manifest": "{}"})", R"({"manifest": {}, "signature": ""})"}) {
        write("latest.json", broken);
        EXPECT_EQ(get(server, "/api/v1/agents/latest").status, 500) << broken;
    }
    write("latest.json", release + std::string(70'000, ' '));
    EXPECT_EQ(get(server, "/api/v1/agents/latest").status, 500) << "too large";
}

TEST_F(Downloads, are_none_without_a_folder)
{
    ApiServer const server(database);
    EXPECT_EQ(get(server, "/api/v1/agents/latest").status, 404);
    EXPECT_EQ(get(server, "/downloads/latest.json").status, 404);
}

}  // namespace
}  // namespace rmirror::test
