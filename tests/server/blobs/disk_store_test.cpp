// SPDX-License-Identifier: AGPL-3.0-or-later
// Blobs in files: found again, stored once, and never half there.
#include "blobs/store.hpp"
#include "hashing.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace rmirror::test {
namespace {

namespace fs = std::filesystem;

UserId const kUser("0190aaaa-0000-7000-8000-000000000001");
UserId const kOtherUser("0190aaaa-0000-7000-8000-000000000002");

std::string hash_of(std::string_view content)
{
    return sha256_hex(content);
}

BlobKey key_of(std::string_view content, UserId const& user = kUser)
{
    return {user, hash_of(content)};
}

class DiskStore : public testing::Test {
protected:
    DiskStore()
    {
        std::string name = (fs::temp_directory_path() / "rmirror-blobs-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~DiskStore() override { fs::remove_all(folder); }

    std::vector<fs::path> files() const
    {
        std::vector<fs::path> found;
        for (auto const& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                found.push_back(entry.path());
        return found;
    }

    fs::path folder;
};

TEST_F(DiskStore, gives_back_what_was_put)
{
    auto const store = open_disk_store(folder / "new" / "blobs");
    std::string const content("with \0 inside", 13);
    EXPECT_FALSE(store->contains(key_of(content)));
    EXPECT_EQ(store->get(key_of(content)), std::nullopt);
    store->put(key_of(content), content);
    EXPECT_TRUE(store->contains(key_of(content)));
    EXPECT_EQ(store->get(key_of(content)), content);
    EXPECT_EQ(open_disk_store(folder / "new" / "blobs")->get(key_of(content)), content);
    store->remove(key_of(content));
    store->remove(key_of(content));
    EXPECT_FALSE(store->contains(key_of(content)));
}

TEST_F(DiskStore, keeps_identical_content_once_and_users_apart)
{
    auto const store = open_disk_store(folder);
    std::vector<std::thread> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            store->put(key_of("same"), "same");
            store->put(key_of("same", kOtherUser), "same");
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(files().size(), 2U);
    store->remove(key_of("same"));
    EXPECT_EQ(store->get(key_of("same", kOtherUser)), "same");
}

TEST_F(DiskStore, takes_nothing_for_a_key_that_leads_elsewhere)
{
    auto const store = open_disk_store(folder);
    auto const hash = hash_of("x");
    for (BlobKey const& key : {BlobKey{UserId("../../../../../../../../../../tmp/xx"), hash},
                               BlobKey{kUser, "../" + hash.substr(3)}, BlobKey{UserId(), hash},
                               BlobKey{kUser, ""}, BlobKey{kUser, hash + "0"}}) {
        EXPECT_THROW(store->put(key, "x"), BlobFailure);
        EXPECT_THROW(store->get(key), BlobFailure);
        EXPECT_THROW(store->remove(key), BlobFailure);
    }
    EXPECT_TRUE(files().empty());
}

TEST_F(DiskStore, says_when_it_cannot_write)
{
    auto const store = open_disk_store(folder);
    fs::remove_all(folder / "incoming");
    std::ofstream(folder / "incoming").put('x');
    EXPECT_THROW(store->put(key_of("x"), "x"), BlobFailure);
    EXPECT_FALSE(store->contains(key_of("x")));
}

TEST_F(DiskStore, clears_away_what_was_never_finished)
{
    open_disk_store(folder);
    auto const old = folder / "incoming" / "old";
    auto const fresh = folder / "incoming" / "fresh";
    std::ofstream(old).put('x');
    std::ofstream(fresh).put('x');
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
    open_disk_store(folder);
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(fresh));
}

/// Puts one blob after the other until it is killed, and says so after each.
[[noreturn]] void put_for_ever(fs::path const& folder, int said)
{
    auto const store = open_disk_store(folder);
    for (unsigned i = 0;; ++i) {
        std::string const content(200'000 + i, static_cast<char>('a' + i % 26));
        store->put(key_of(content), content);
        if (::write(said, "x", 1) != 1)
            ::_exit(1);
    }
}

TEST_F(DiskStore, holds_only_whole_blobs_when_its_writer_is_killed)
{
    for (int round = 0; round < 20; ++round) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        auto const writer = ::fork();
        if (writer == 0)
            put_for_ever(folder, pipe[1]);
        ::close(pipe[1]);
        std::array<char, 4> heard{};
        ASSERT_GT(::read(pipe[0], heard.data(), static_cast<std::size_t>(1 + round % 4)), 0);
        ::kill(writer, SIGKILL);
        ::waitpid(writer, nullptr, 0);
        ::close(pipe[0]);
    }
    auto const store = open_disk_store(folder);
    std::size_t whole = 0;
    for (auto const& path : files()) {
        if (path.parent_path().filename() == "incoming")
            continue;
        auto const content = store->get({kUser, path.filename().string()});
        ASSERT_TRUE(content);
        EXPECT_EQ(hash_of(*content), path.filename().string());
        ++whole;
    }
    EXPECT_GT(whole, 0U);
}

}  // namespace
}  // namespace rmirror::test
