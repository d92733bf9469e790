// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/objects.hpp"
#include "targets/git/temporary_folder.hpp"
#include "targets/git/tree_edit.hpp"

#include <gtest/gtest.h>

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <random>
#include <string>

namespace rmirror::targets::git {
namespace {

using vault::Change;

std::string committed(Objects& objects, std::string const& tree, std::optional<std::string> parent = {})
{
    return objects.add_commit({.tree = tree,
                               .parent = std::move(parent),
                               .author = "rMirror",
                               .email = "noreply@example.org",
                               .message = "Journal: page 1\n",
                               .seconds = 1'700'000'000});
}

std::string deflated(std::string const& bytes)
{
    auto size = compressBound(bytes.size());
    std::string text(size, '\0');
    compress(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<Bytef const*>(bytes.data()),
             bytes.size());
    text.resize(size);
    return text;
}

/// A pack of one object of this type (1 to 4) that says it has `size` bytes. Its own checksum is wrong.
std::string pack_of_one(unsigned type, std::uint64_t size, std::string const& bytes)
{
    std::string pack("PACK\0\0\0\2\0\0\0\1", 12);
    auto first = static_cast<unsigned char>((type << 4U) | (size & 15U));
    for (size >>= 4U; size != 0; size >>= 7U) {
        pack += static_cast<char>(first | 0x80U);
        first = size & 0x7fU;
    }
    pack += static_cast<char>(first);
    return pack + deflated(bytes) + std::string(20, '\0');
}

TEST(GitObjects, are_made_packed_and_read_again)
{
    std::string pack;
    std::string commit;
    {
        Objects made;
        auto const file = made.add_file("Ferry\n");
        auto const tree = made.changed_tree("", {{"Work/Journal.md", file}, {"Work/Ü.md", file}});
        commit = committed(made, tree.value());
        pack = made.pack_of(commit, "");
    }
    Objects read;
    read.add_pack(pack);
    auto const tree = read.tree_of(commit);
    auto const folders = read.list(tree, "");
    ASSERT_EQ(folders.value().size(), 1U);
    EXPECT_EQ(folders->front().name, "Work");
    EXPECT_EQ(folders->front().kind, Entry::Kind::folder);
    EXPECT_EQ(read.list(tree, "Work").value().size(), 2U);
    auto const note = read.find(tree, "Work/Journal.md");
    EXPECT_EQ(read.file(note.value().id, 100), "Ferry\n");
    EXPECT_FALSE(read.file(note->id, 3));
    EXPECT_FALSE(read.find(tree, "Work/Other.md"));
    EXPECT_FALSE(read.list(tree, "Other"));
    EXPECT_FALSE(read.list(tree, "Work/Journal.md"));
}

TEST(GitObjects, pack_no_file_that_was_not_made_here)
{
    std::string before;
    std::string first;
    std::string pack;
    {
        Objects objects;
        before = objects.changed_tree("", {{"a", objects.add_file("a")}}).value();
        first = committed(objects, before);
        pack = objects.pack_of(first, "");
    }
    Objects objects;
    objects.add_pack(pack);
    auto const tree = objects.changed_tree(before, {{"b", objects.add_file("b")}}).value();
    auto const second = objects.pack_of(committed(objects, tree, first), before);
    // A commit, a tree and one file; the number is in the pack's head.
    EXPECT_EQ(second[11], 3);
}

TEST(GitObjects, are_the_same_tree_when_nothing_changes)
{
    Objects objects;
    auto const file = objects.add_file("a");
    auto const tree = objects.changed_tree("", {{"x/a", file}}).value();
    EXPECT_EQ(objects.changed_tree(tree, {}), tree);
    EXPECT_EQ(objects.changed_tree(tree, {{"x/a", file}}), tree);
    // No folder stays empty.
    auto const without = objects.changed_tree(tree, {{"x/a", std::nullopt}}).value();
    EXPECT_TRUE(objects.list(without, "").value().empty());
}

TEST(GitObjects, refuse_paths_that_git_does_not_allow)
{
    Objects objects;
    auto const file = objects.add_file("a");
    auto const tree = objects.changed_tree("", {{"a", file}}).value();
    for (std::string const path : {".git/config", "x/../y", "a/b"})
        EXPECT_FALSE(objects.changed_tree(tree, {{path, file}})) << path;
}

TEST(GitObjects, survive_packs_that_are_broken)
{
    for (auto const& pack :
         {std::string(), std::string("PACK"), std::string("hello, I am no pack at all, am I?"),
          pack_of_one(3, 5, "bytes"), pack_of_one(3, 500, "bytes"), pack_of_one(7, 5, "bytes"),
          std::string("PACK\0\0\0\2\xff\xff\xff\xff", 12)}) {
        Objects objects;
        EXPECT_THROW(objects.add_pack(pack), ObjectFailure);
        EXPECT_THROW(objects.tree_of(std::string(40, 'a')), ObjectFailure);
    }
}

TEST(GitObjects, survive_random_damage)
{
    std::string pack;
    {
        Objects objects;
        TreeChanges files;
        for (int nth = 0; nth < 20; ++nth)
            files.emplace(
                "Work/" + std::to_string(nth) + ".md",
                objects.add_file("A note that is much like the others, number " + std::to_string(nth)));
        pack = objects.pack_of(committed(objects, objects.changed_tree("", files).value()), "");
    }
    std::mt19937 random(1);
    for (int times = 0; times < 300; ++times) {
        auto damaged = pack;
        for (unsigned changes = 1 + random() % 3; changes > 0; --changes)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        if (random() % 4 == 0)
            damaged.resize(random() % damaged.size());
        Objects objects;
        try {
            objects.add_pack(damaged);
        } catch (ObjectFailure const&) {}
    }
}

TEST(GitObjects, allocate_no_more_than_they_may)
{
    Objects objects;
    EXPECT_THROW(objects.add_pack(pack_of_one(1, std::uint64_t{1} << 40U, "small")), ObjectFailure);
    EXPECT_THROW(objects.add_file(std::string(257U << 20U, 'a')), ObjectFailure);
    EXPECT_FALSE(objects.add_file("a").empty());
}

TEST(GitObjects, leave_nothing_in_the_temporary_folder)
{
    TemporaryFolder const folder;
    auto const files = [&] {
        auto const entries = std::filesystem::directory_iterator(folder.path());
        return std::distance(begin(entries), end(entries));
    };
    ASSERT_EQ(::setenv("TMPDIR", folder.path().c_str(), 1), 0);
    auto objects = std::make_unique<Objects>();
    ::unsetenv("TMPDIR");
    EXPECT_EQ(files(), 1);
    objects.reset();
    EXPECT_EQ(files(), 0);
}

TEST(GitTreeEdit, sees_its_own_changes)
{
    Objects objects;
    auto const tree = objects.changed_tree("", {{"Notes/a.md", objects.add_file("a")}}).value();
    TreeEdit edit(objects, tree, "Notes");
    EXPECT_EQ(edit.move("a.md", "aside.md"), Change::made);
    EXPECT_EQ(edit.move("aside.md", "A.md"), Change::made);
    EXPECT_FALSE(edit.find("a.md"));
    EXPECT_FALSE(edit.find("aside.md"));
    EXPECT_EQ(edit.write("A.md", "b"), Change::made);
    EXPECT_EQ(edit.move("none.md", "x.md"), Change::conflict);
    EXPECT_EQ(edit.remove("none.md"), Change::made);
    auto const written = edit.written().value();
    ASSERT_EQ(objects.list(written, "Notes").value().size(), 1U);
    EXPECT_EQ(objects.file(objects.find(written, "Notes/A.md").value().id, 10), "b");
}

TEST(GitTreeEdit, takes_no_folder_for_a_file)
{
    Objects objects;
    auto const tree = objects.changed_tree("", {{"a/b", objects.add_file("a")}}).value();
    TreeEdit edit(objects, tree, "");
    EXPECT_EQ(edit.write("a", "text"), Change::refused);
    EXPECT_EQ(edit.remove("a"), Change::refused);
    EXPECT_TRUE(edit.is_empty());
}

TEST(GitBranchName, is_one_that_git_allows)
{
    for (std::string const name : {"main", "notes/paper", "grüße"})
        EXPECT_TRUE(is_branch_name(name)) << name;
    for (std::string const name : {"", "a..b", "a b", "-a", "a.lock", "a~1", "/a", "a\\b", "@{x"})
        EXPECT_FALSE(is_branch_name(name)) << name;
}

}  // namespace
}  // namespace rmirror::targets::git
