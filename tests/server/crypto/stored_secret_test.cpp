// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/stored_secret.hpp"

#include <gtest/gtest.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace rmirror {
namespace {

namespace fs = std::filesystem;

class KeptSecret : public testing::Test {
protected:
    KeptSecret()
    {
        std::string pattern = fs::temp_directory_path() / "rmirror-secret-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~KeptSecret() override { fs::remove_all(folder_); }

    std::string folder_;
};

TEST_F(KeptSecret, is_drawn_once_and_the_same_ever_after)
{
    auto const inner = folder_ + "/data";
    auto const first = stored_secret(inner, "jwt-secret").value().reveal();
    EXPECT_EQ(first.size(), 43U);
    EXPECT_EQ(stored_secret(inner, "jwt-secret").value().reveal(), first);
    EXPECT_NE(stored_secret(inner, "another").value().reveal(), first);
    auto const file = fs::status(inner + "/jwt-secret");
    EXPECT_EQ(file.permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(std::distance(fs::directory_iterator(inner), {}), 2) << "no drafts are left";
}

TEST_F(KeptSecret, is_the_same_for_servers_that_start_at_once)
{
    std::mutex mutex;
    std::set<std::string> secrets;
    std::vector<std::thread> servers;
    servers.reserve(8);
    for (int i = 0; i < 8; ++i)
        servers.emplace_back([&] {
            auto const secret = stored_secret(folder_, "jwt-secret");
            std::lock_guard const lock(mutex);
            secrets.insert(secret.ok() ? secret.value().reveal() : secret.error().sentence);
        });
    for (auto& server : servers)
        server.join();
    EXPECT_EQ(secrets.size(), 1U);
}

TEST_F(KeptSecret, is_replaced_without_losing_another_one)
{
    auto const replaced = [this](std::string const& secret) {
        return replace_secret(folder_, "jwt-secret", Secret(secret)).value();
    };
    auto const path = folder_ + "/jwt-secret";
    EXPECT_EQ(replaced("first"), "");
    EXPECT_EQ(replaced("first"), "");
    EXPECT_EQ(replaced("second"), path + ".replaced-1");
    EXPECT_EQ(replaced("third"), path + ".replaced-2");
    EXPECT_EQ(stored_secret(folder_, "jwt-secret").value().reveal(), "third");
    EXPECT_EQ(find_stored_secret(folder_, "jwt-secret.replaced-1")->reveal(), "first");
    EXPECT_EQ(find_stored_secret(folder_, "jwt-secret.replaced-2")->reveal(), "second");
}

TEST_F(KeptSecret, says_where_it_cannot_be_kept)
{
    std::ofstream(folder_ + "/file") << "no folder";
    auto const secret = stored_secret(folder_ + "/file", "jwt-secret");
    ASSERT_FALSE(secret.ok());
    EXPECT_NE(secret.error().sentence.find(folder_ + "/file/jwt-secret"), std::string::npos);
}

}  // namespace
}  // namespace rmirror
