// SPDX-License-Identifier: AGPL-3.0-or-later
// Git's smart protocol over HTTP (gitprotocol-http), as far as a delivery needs it: which branches there are,
// one commit with its trees, single files, and a push. Version 2 (gitprotocol-v2), or the original one where
// a server doesn't have it. Pure functions on the bodies of requests and answers.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmirror::targets::git {

/// Which commits branches point to. Names are whole ones, such as "refs/heads/main"; ids have 40 digits.
struct Branches {
    std::map<std::string, std::string, std::less<>> commits = {};
    /// Empty if there is none. In an empty repository, it doesn't exist yet.
    std::string default_name = {};
};

/// What a server can do.
struct Advertisement {
    bool is_version_2 = false;
    bool is_sha1 = true;         // Its ids are SHA-1.
    bool states_format = false;  // It says so, and wants to be told the same.
    bool shallow = false;        // It gives commits without those before them,
    bool filter = false;         // and trees without their files.
    bool unborn = false;         // It names the default branch of an empty repository.
    bool offset_deltas = false;
    Branches branches = {};  // Of the original version only.
};

/// Reads an answer to GET info/refs?service=git-upload-pack. nullopt if it is none.
std::optional<Advertisement> read_advertisement(std::string_view body);

/// Asks for the branches. Version 2 only.
std::string branches_request(Advertisement const& server);
std::optional<Branches> read_branches(std::string_view body);

/// Asks for a commit and its trees, without files if the server can leave them out.
std::string commit_request(Advertisement const& server, std::string_view commit);
/// Asks for files by their ids. Version 2 only: the original one gives only what branches point to.
std::string files_request(Advertisement const& server, std::span<std::string const> ids);
/// The pack in an answer to one of them.
std::optional<std::string> read_pack(Advertisement const& server, std::string_view body);

/// The id that stands for a branch that doesn't exist.
constexpr std::string_view kNoCommit = "0000000000000000000000000000000000000000";

/// Moves a branch `from` one commit to another, and brings the objects that this needs.
std::string push_request(std::string_view branch, std::string_view from, std::string_view to,
                         std::string_view pack);

struct PushAnswer {
    bool is_done = false;
    std::string reason = {};  // Why not, in the server's words: at most 100 printable characters.
};
std::optional<PushAnswer> read_push(std::string_view body);

/// Whether the branch is no longer where it was, rather than closed to this user.
bool is_overtaken(std::string_view reason);

}  // namespace rmirror::targets::git
