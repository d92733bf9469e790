// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/protocol.hpp"

#include "targets/git/packets.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace rmirror::targets::git {

namespace {

constexpr std::size_t kIdDigits = 40;
constexpr std::string_view kHead = "HEAD";
constexpr std::string_view kBranchStart = "refs/heads/";
constexpr std::size_t kMaxReasonLength = 100;

bool is_id(std::string_view text)
{
    return text.size() == kIdDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The first word, which is taken from the text together with the space behind it.
std::string_view take_word(std::string_view& text)
{
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

bool has_word(std::string_view text, std::string_view wanted)
{
    while (!text.empty())
        if (take_word(text) == wanted)
            return true;
    return false;
}

/// What follows `start` in the word that begins with it.
std::string_view word_after(std::string_view text, std::string_view start)
{
    while (!text.empty()) {
        auto const word = take_word(text);
        if (word.starts_with(start))
            return word.substr(start.size());
    }
    return {};
}

void add_capability(Advertisement& server, std::string_view line)
{
    if (line.starts_with("fetch=")) {
        auto const features = line.substr(line.find('=') + 1);
        server.shallow = has_word(features, "shallow");
        server.filter = has_word(features, "filter");
    } else if (line.starts_with("ls-refs=")) {
        server.unborn = has_word(line.substr(line.find('=') + 1), "unborn");
    } else if (line.starts_with("object-format=")) {
        server.states_format = true;
        server.is_sha1 = line == "object-format=sha1";
    }
}

void add_capabilities(Advertisement& server, std::string_view words)
{
    server.shallow = has_word(words, "shallow");
    server.offset_deltas = has_word(words, "ofs-delta");
    auto const format = word_after(words, "object-format=");
    server.is_sha1 = format.empty() || format == "sha1";
    server.branches.default_name = word_after(words, "symref=HEAD:");
}

/// Behind the head of an answer over HTTP, if there is one: "# service=git-upload-pack" and a flush.
std::optional<Packet> first_packet(PacketReader& reader)
{
    auto first = reader.next();
    if (!first || first->kind != Packet::Kind::data || !first->data.starts_with("# service="))
        return first;
    reader.next();
    return reader.next();
}

/// Of the original version: "ID NAME\0CAPABILITIES", then "ID NAME" each.
std::optional<Advertisement> read_refs(Packet first, PacketReader& reader)
{
    Advertisement server;
    auto const end = std::min(first.data.find('\0'), first.data.size());
    if (end < first.data.size())
        add_capabilities(server, Packet{.data = first.data.substr(end + 1)}.line());
    std::string head;
    auto add = [&](std::string_view line) {
        auto const id = take_word(line);
        if (line == kHead)
            head = id;
        if (line.starts_with(kBranchStart) && is_id(id))
            server.branches.commits.emplace(line, id);
        return is_id(id) || !server.is_sha1;
    };
    if (!add(first.data.substr(0, end)))
        return std::nullopt;
    for (auto next = reader.next(); next && next->kind == Packet::Kind::data; next = reader.next())
        add(next->line());
    // Servers of before 2013 don't say which branch HEAD is.
    for (auto const& [name, commit] : server.branches.commits)
        if (server.branches.default_name.empty() && commit == head)
            server.branches.default_name = name;
    return server;
}

std::string command(Advertisement const& server, std::string_view name,
                    std::initializer_list<std::string> arguments)
{
    auto text = packet("command=" + std::string(name));
    if (server.states_format)
        text += packet("object-format=sha1");
    text += kDelimiter;
    for (auto const& argument : arguments)
        if (!argument.empty())
            text += packet(argument);
    return text;
}

/// Up to the packet with this line.
bool skip_to(PacketReader& reader, std::string_view line)
{
    for (auto next = reader.next(); next; next = reader.next())
        if (next->kind == Packet::Kind::data && next->line() == line)
            return true;
    return false;
}

/// Of packets that begin with the number of their band (gitprotocol-pack: side-band-64k).
std::optional<std::string> read_bands(PacketReader& reader)
{
    constexpr char kPack = 1;
    constexpr char kError = 3;
    std::string pack;
    for (auto next = reader.next(); next; next = reader.next()) {
        if (next->kind != Packet::Kind::data)
            return pack;
        if (next->data.empty() || next->data.front() == kError)
            return std::nullopt;
        if (next->data.front() == kPack)
            pack += next->data.substr(1);
    }
    return std::nullopt;
}

std::string printable(std::string_view words)
{
    std::string text;
    for (char const letter : words.substr(0, kMaxReasonLength))
        text += letter >= ' ' && letter < 127 ? letter : '?';
    return text;
}

std::string want_line(std::string_view id)
{
    return "want " + std::string(id);
}

}  // namespace

std::optional<Advertisement> read_advertisement(std::string_view body)
{
    PacketReader reader(body);
    auto const first = first_packet(reader);
    if (!first || first->kind != Packet::Kind::data)
        return std::nullopt;
    if (first->line() != "version 2")
        return read_refs(*first, reader);
    Advertisement server{.is_version_2 = true, .offset_deltas = true};
    for (auto next = reader.next(); next && next->kind == Packet::Kind::data; next = reader.next())
        add_capability(server, next->line());
    return server;
}

std::string branches_request(Advertisement const& server)
{
    return command(server, "ls-refs",
                   {"symrefs", server.unborn ? "unborn" : "", "ref-prefix HEAD",
                    "ref-prefix " + std::string(kBranchStart)})
        .append(kFlush);
}

std::optional<Branches> read_branches(std::string_view body)
{
    Branches branches;
    PacketReader reader(body);
    for (auto next = reader.next(); next; next = reader.next()) {
        if (next->kind == Packet::Kind::flush)
            return branches;
        auto line = next->line();
        auto const id = take_word(line);
        auto const name = take_word(line);
        if (name == kHead)
            branches.default_name = word_after(line, "symref-target:");
        else if (name.starts_with(kBranchStart) && is_id(id))
            branches.commits.emplace(name, id);
        else if (!is_id(id))
            return std::nullopt;
    }
    return std::nullopt;
}

std::string commit_request(Advertisement const& server, std::string_view commit)
{
    if (server.is_version_2)
        return command(server, "fetch",
                       {"no-progress", "ofs-delta", server.shallow ? "deepen 1" : "",
                        server.filter ? "filter blob:none" : "", want_line(commit), "done"})
            .append(kFlush);
    auto text = packet(want_line(commit) + (server.offset_deltas ? " ofs-delta" : "") + "\n");
    if (server.shallow)
        text += packet("deepen 1\n");
    return text.append(kFlush).append(packet("done\n"));
}

std::string files_request(Advertisement const& server, std::span<std::string const> ids)
{
    auto text = command(server, "fetch", {"no-progress", "ofs-delta"});
    for (auto const& id : ids)
        text += packet(want_line(id));
    return text.append(packet("done")).append(kFlush);
}

std::optional<std::string> read_pack(Advertisement const& server, std::string_view body)
{
    PacketReader reader(body);
    if (server.is_version_2)
        return skip_to(reader, "packfile") ? read_bands(reader) : std::nullopt;
    return skip_to(reader, "NAK") ? std::optional(std::string(reader.rest())) : std::nullopt;
}

std::string push_request(std::string_view branch, std::string_view from, std::string_view to,
                         std::string_view pack)
{
    std::string line(from);
    line.append(" ").append(to).append(" ").append(branch);
    line.append(std::string_view("\0 report-status", 15));
    return packet(line).append(kFlush).append(pack);
}

std::optional<PushAnswer> read_push(std::string_view body)
{
    PacketReader reader(body);
    auto const unpacked = reader.next();
    if (!unpacked || !unpacked->data.starts_with("unpack "))
        return std::nullopt;
    if (unpacked->line() != "unpack ok")
        return PushAnswer{.reason = printable(unpacked->line().substr(7))};
    auto const moved = reader.next();
    if (!moved || moved->kind != Packet::Kind::data)
        return std::nullopt;
    auto line = moved->line();
    auto const result = take_word(line);
    take_word(line);
    if (result == "ok")
        return PushAnswer{.is_done = true};
    return result == "ng" ? std::optional(PushAnswer{.reason = printable(line)}) : std::nullopt;
}

bool is_overtaken(std::string_view reason)
{
    // Of Git itself, libgit2, JGit and servers built on them.
    constexpr std::array<std::string_view, 8> kWords = {
        "non-fast-forward", "fetch first",  "failed to update ref",     "failed to lock",
        "cannot lock ref",  "lock failure", "reference already exists", "stale info"};
    return std::any_of(kWords.begin(), kWords.end(), [reason](std::string_view words) {
        return reason.find(words) != std::string_view::npos;
    });
}

}  // namespace rmirror::targets::git
