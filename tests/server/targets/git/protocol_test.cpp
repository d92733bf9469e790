// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/protocol.hpp"
#include "targets/git/packets.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rmirror::targets::git {
namespace {

std::string const kFirst(40, 'a');
std::string const kSecond(40, 'b');

std::string packets(std::initializer_list<std::string_view> lines)
{
    std::string text;
    for (auto const line : lines)
        text += line == kFlush || line == kDelimiter ? std::string(line) : packet(line);
    return text;
}

Advertisement modern(std::string_view fetch)
{
    auto const body = packets({"# service=git-upload-pack\n", kFlush, "version 2\n", "agent=git/2.39\n",
                               "ls-refs=unborn\n", fetch, "object-format=sha1\n", kFlush});
    return read_advertisement(body).value();
}

TEST(GitPackets, are_read_as_they_are_written)
{
    auto const text = packet("a\n").append(kFlush).append(kDelimiter).append(packet(""));
    EXPECT_EQ(text, "0006a\n000000010004");
    PacketReader reader(text);
    EXPECT_EQ(reader.next()->line(), "a");
    EXPECT_EQ(reader.next()->kind, Packet::Kind::flush);
    EXPECT_EQ(reader.next()->kind, Packet::Kind::delimiter);
    EXPECT_EQ(reader.next()->data, "");
    EXPECT_FALSE(reader.next());
}

TEST(GitPackets, end_at_anything_else)
{
    for (std::string const text : {"", "000", "0005", "zzzz", "-001", "ffffabc", "0x06a\n"})
        EXPECT_FALSE(PacketReader(text).next()) << text;
}

TEST(GitAdvertisement, says_what_a_server_can_do)
{
    auto const server = modern("fetch=shallow wait-for-done filter\n");
    EXPECT_TRUE(server.is_version_2 && server.shallow && server.filter && server.unborn && server.is_sha1);
    EXPECT_FALSE(modern("fetch=shallow\n").filter);
    EXPECT_FALSE(modern("fetch\n").shallow);
    EXPECT_FALSE(read_advertisement("<html>"));
    EXPECT_FALSE(read_advertisement(""));
}

TEST(GitAdvertisement, lists_branches_in_the_original_version)
{
    auto const first =
        kFirst + " HEAD" + std::string(1, '\0') + "multi_ack shallow ofs-delta symref=HEAD:refs/heads/main\n";
    auto const server = read_advertisement(
        packets({"# service=git-upload-pack\n", kFlush, first, kFirst + " refs/heads/main\n",
                 kSecond + " refs/heads/other\n", kSecond + " refs/tags/v1\n", kFlush}));
    ASSERT_TRUE(server);
    EXPECT_FALSE(server->is_version_2);
    EXPECT_TRUE(server->shallow && server->offset_deltas);
    EXPECT_EQ(server->branches.default_name, "refs/heads/main");
    EXPECT_EQ(server->branches.commits.size(), 2U);
    EXPECT_EQ(server->branches.commits.at("refs/heads/other"), kSecond);
}

TEST(GitAdvertisement, finds_the_default_branch_of_an_old_server_by_its_commit)
{
    auto const first = kSecond + " HEAD" + std::string(1, '\0') + "multi_ack\n";
    auto const server =
        read_advertisement(packets({first, kFirst + " refs/heads/a\n", kSecond + " refs/heads/b\n", kFlush}));
    EXPECT_EQ(server.value().branches.default_name, "refs/heads/b");
}

TEST(GitAdvertisement, tells_an_empty_repository_and_one_with_other_ids)
{
    auto const empty = std::string(kNoCommit) + " capabilities^{}" + std::string(1, '\0') + "report-status\n";
    EXPECT_TRUE(read_advertisement(packets({empty, kFlush})).value().branches.commits.empty());
    auto const other = std::string(64, 'a') + " HEAD" + std::string(1, '\0') + "object-format=sha256\n";
    EXPECT_FALSE(read_advertisement(packets({other, kFlush})).value().is_sha1);
}

TEST(GitBranches, are_listed_with_the_default_one)
{
    auto const branches = read_branches(
        packets({kFirst + " HEAD symref-target:refs/heads/main\n", kFirst + " refs/heads/main\n", kFlush}));
    ASSERT_TRUE(branches);
    EXPECT_EQ(branches->default_name, "refs/heads/main");
    EXPECT_EQ(branches->commits.at("refs/heads/main"), kFirst);
    auto const unborn = read_branches(packets({"unborn HEAD symref-target:refs/heads/trunk\n", kFlush}));
    EXPECT_EQ(unborn.value().default_name, "refs/heads/trunk");
    EXPECT_TRUE(unborn->commits.empty());
    EXPECT_FALSE(read_branches(packets({kFirst + " refs/heads/main\n"})));
    EXPECT_FALSE(read_branches(packets({"ERR no access\n", kFlush})));
}

TEST(GitRequests, ask_for_one_commit_and_leave_out_what_a_server_can)
{
    auto const asked = commit_request(modern("fetch=shallow filter\n"), kFirst);
    EXPECT_NE(asked.find("deepen 1"), std::string::npos);
    EXPECT_NE(asked.find("filter blob:none"), std::string::npos);
    EXPECT_EQ(commit_request(modern("fetch\n"), kFirst).find("filter"), std::string::npos);
    EXPECT_NE(asked.find("object-format=sha1"), std::string::npos);
    EXPECT_EQ(commit_request({.is_version_2 = true}, kFirst).find("object-format"), std::string::npos);
    Advertisement const old{.shallow = true, .offset_deltas = true};
    EXPECT_EQ(commit_request(old, kFirst),
              packets({"want " + kFirst + " ofs-delta\n", "deepen 1\n", kFlush, "done\n"}));
    auto const files = files_request(modern("fetch=filter\n"), std::vector{kFirst, kSecond});
    EXPECT_NE(files.find("want " + kSecond), std::string::npos);
}

TEST(GitPack, is_found_in_an_answer)
{
    auto const server = modern("fetch=shallow\n");
    auto const answer = packets({"shallow-info\n", "shallow " + kFirst, kDelimiter, "packfile\n", "\1PA",
                                 "\2Counting", "\1CK", kFlush});
    EXPECT_EQ(read_pack(server, answer), "PACK");
    EXPECT_FALSE(read_pack(server, packets({"packfile\n", "\1PA"})));
    EXPECT_FALSE(read_pack(server, packets({"packfile\n", "\1PA", "\3no more", kFlush})));
    EXPECT_FALSE(read_pack(server, packets({"ERR not our ref\n"})));
    auto const old = packets({"shallow " + kFirst, kFlush, "NAK\n"}).append("PACK");
    EXPECT_EQ(read_pack(Advertisement{}, old), "PACK");
    EXPECT_FALSE(read_pack(Advertisement{}, "PACK"));
}

TEST(GitPush, names_the_branch_and_both_commits)
{
    auto const sent = push_request("refs/heads/main", kFirst, kSecond, "PACK");
    auto const line = kFirst + " " + kSecond + " refs/heads/main" + std::string(1, '\0') + " report-status";
    EXPECT_EQ(sent, packets({line, kFlush}).append("PACK"));
}

TEST(GitPush, is_done_or_says_why_not)
{
    EXPECT_TRUE(read_push(packets({"unpack ok\n", "ok refs/heads/main\n", kFlush})).value().is_done);
    auto const refused =
        read_push(packets({"unpack ok\n", "ng refs/heads/main protected branch hook declined\n", kFlush}));
    EXPECT_FALSE(refused.value().is_done);
    EXPECT_EQ(refused->reason, "protected branch hook declined");
    EXPECT_EQ(read_push(packets({"unpack index-pack failed\n"})).value().reason, "index-pack failed");
    auto const long_words =
        read_push(packets({"unpack ok\n", "ng refs/heads/main " + std::string(500, '\a')}));
    EXPECT_EQ(long_words.value().reason, std::string(100, '?'));
    EXPECT_FALSE(read_push("<html>"));
    EXPECT_FALSE(read_push(packets({"unpack ok\n"})));
}

TEST(GitPush, tells_a_branch_that_moved_from_one_that_is_closed)
{
    for (auto const* const moved : {"non-fast-forward", "fetch first", "failed to update ref"})
        EXPECT_TRUE(is_overtaken(moved)) << moved;
    for (auto const* const closed : {"pre-receive hook declined", "deny updating a hidden ref", ""})
        EXPECT_FALSE(is_overtaken(closed)) << closed;
}

}  // namespace
}  // namespace rmirror::targets::git
