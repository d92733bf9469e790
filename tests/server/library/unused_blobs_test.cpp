// SPDX-License-Identifier: AGPL-3.0-or-later
// What nobody uses is removed from where pictures lie, and nothing else ever is.
#include "library/unused_blobs.hpp"

#include "library/library.hpp"

#include <fstream>
#include <functional>

namespace rmirror::test {
namespace {

namespace fs = std::filesystem;

constexpr auto kStranger = "0190aaaa-0000-7000-8000-000000000009";
constexpr std::chrono::hours kNoGrace{-1};  // A file's time may lie a moment ahead.

class UnusedBlob : public LibraryTest {
protected:
    BlobKey put(std::size_t number, std::string const& owner)
    {
        auto hash = std::to_string(number);
        hash.insert(0, 64 - hash.size(), 'a');
        blobs->put({owner, hash}, "picture");
        return {owner, hash};
    }

    void make_old(BlobKey const& key) const
    {
        fs::last_write_time(folder / path_of(key), fs::file_time_type::clock::now() - std::chrono::hours(25));
    }
};

TEST_F(UnusedBlob, is_removed_when_it_is_old)
{
    send(library({notebook(1, {page(1, 1)})}));
    store(1, 1, 1);
    BlobKey const used{user, find_page_image(pool, user, {uuid_of(1), uuid_of(1)}, 1)->sha256};
    auto const old = put(1, user);
    auto const fresh = put(2, user);
    // The same content is another blob under another user.
    BlobKey const twin{add_user("other@example.org"), used.sha256};
    blobs->put(twin, "picture");
    // Of a server that keeps its pictures in the same place.
    auto const of_a_stranger = put(3, kStranger);
    auto const of_no_uuid = put(4, std::string(36, '-'));
    for (auto const& key : {used, old, twin, of_a_stranger, of_no_uuid})
        make_old(key);
    std::ofstream(folder / "readme.txt") << "no blob";
    std::ofstream(folder / user / "readme.txt") << "no blob";

    EXPECT_EQ(UnusedBlobs(pool, *blobs).remove_some(100), 2U);
    for (auto const& key : {used, fresh, of_a_stranger, of_no_uuid})
        EXPECT_TRUE(blobs->contains(key)) << path_of(key);
    for (auto const& key : {old, twin})
        EXPECT_FALSE(blobs->contains(key)) << path_of(key);
    EXPECT_EQ(stored_files(), 6U);
}

TEST_F(UnusedBlob, is_found_in_pieces_and_again_later)
{
    auto const other = add_user("other@example.org");
    for (std::size_t number = 1; number <= 7; ++number)
        put(number, number % 2 == 0 ? user : other);
    UnusedBlobs unused(pool, *blobs, kNoGrace);
    for (auto const removed : {3U, 3U, 1U, 0U, 0U})
        EXPECT_EQ(unused.remove_some(3), removed);
    EXPECT_EQ(stored_files(), 0U);
    put(1, user);
    EXPECT_EQ(unused.remove_some(3) + unused.remove_some(3), 1U);
}

/// A store in which something happens as soon as a picture lies there for the first time.
class Interrupted : public BlobStore {
public:
    Interrupted(BlobStore& store, std::function<void()> happens) : store_(store), happens_(std::move(happens))
    {}

    void put(BlobKey const& key, std::string_view content) override
    {
        store_.put(key, content);
        if (auto const happens = std::exchange(happens_, nullptr))
            happens();
    }
    bool contains(BlobKey const& key) override { return store_.contains(key); }
    std::optional<std::string> get(BlobKey const& key) override { return store_.get(key); }
    void remove(BlobKey const& key) override { store_.remove(key); }
    StoredBlobs list(std::string const& after, std::size_t most) override { return store_.list(after, most); }
    std::string_view name() const override { return store_.name(); }

private:
    BlobStore& store_;
    std::function<void()> happens_;
};

TEST_F(UnusedBlob, that_an_upload_is_about_to_use_is_there_when_it_does)
{
    send(library({notebook(1, {page(1, 1)})}));
    UnusedBlobs unused(pool, *blobs, kNoGrace);
    std::size_t removed = 0;
    Interrupted interrupted(*blobs, [&] { removed = unused.remove_some(100); });
    std::string const content = "a picture";
    auto const image = image_of(1, 1, 1, content);
    EXPECT_EQ(store_page_image(pool, interrupted, rules, user, image, content).outcome, Storing::queued);
    EXPECT_EQ(removed, 1U);
    EXPECT_EQ(blobs->get({user, image.sha256}), content);
    EXPECT_EQ(unused.remove_some(100), 0U);
    EXPECT_TRUE(blobs->contains({user, image.sha256}));
}

}  // namespace
}  // namespace rmirror::test
