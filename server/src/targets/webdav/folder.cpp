// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/folder.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "targets/failure.hpp"
#include "targets/vault/failures.hpp"
#include "targets/vault/texts.hpp"
#include "targets/webdav/answers.hpp"
#include "targets/webdav/listing.hpp"

#include <utility>

namespace rmirror::targets::webdav {

namespace {

namespace json = boost::json;
using queue::ErrorClass;

constexpr std::chrono::seconds kTimeout{60};
/// A longer file is nobody's note.
constexpr std::size_t kMaxNoteBytes = 20'000'000;
constexpr std::size_t kMaxListingBytes = 30'000'000;

constexpr char const* kAskedProperties =
    R"(<?xml version="1.0" encoding="utf-8"?>)"
    R"(<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>)";

std::string without_slashes(std::string address)
{
    while (address.ends_with('/'))
        address.pop_back();
    return address;
}

std::string path_in(std::string const& url)
{
    auto const host = url.find("://") + 3;
    auto const path = url.find('/', host);
    return path == std::string::npos ? "/" : url.substr(path);
}

std::string folder_of(std::string const& path)
{
    auto const slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

DeliveryResult not_webdav()
{
    return vault::stopped(ErrorClass::invalid_data,
                          "The address isn't that of a folder on a WebDAV server. Enter the one "
                          "that your server shows for WebDAV, with the folder behind it.");
}

bool is_html(upstream::CallResult const& result)
{
    auto const type = result.headers.find("content-type");
    return type != result.headers.end() && type->second.starts_with("text/html");
}

}  // namespace

Folder::Folder(TargetContext& context)
    : context_(context),
      address_(without_slashes(context.setting("address"))),
      authorization_("Basic " +
                     crypto::base64(context.setting("user_name") + ":" + context.secret("password").reveal()))
{}

std::string Folder::url_of(std::string const& path, Kind kind) const
{
    auto url = address_;
    for (std::size_t from = 0; !path.empty() && from <= path.size();) {
        auto const to = std::min(path.find('/', from), path.size());
        url += "/" + percent_encoded(std::string_view(path).substr(from, to - from));
        from = to + 1;
    }
    // Without it, some servers answer with a redirect.
    return kind == Kind::folder ? url + "/" : url;
}

upstream::Call Folder::call(std::string method, std::string url) const
{
    upstream::Call call;
    call.method = std::move(method);
    call.url = std::move(url);
    // A server that compresses a file says another ETag for it, under which it can't be written.
    call.headers = {{"Authorization", authorization_}, {"Accept-Encoding", "identity"}};
    call.deadline = kTimeout;
    call.reach = context_.private_urls() ? upstream::Reach::anywhere : upstream::Reach::public_only;
    return call;
}

Or<std::optional<json::object>> Folder::properties(std::string const& url, std::string_view depth)
{
    auto asked = call("PROPFIND", url);
    asked.headers.emplace_back("Depth", depth);
    asked.headers.emplace_back("Content-Type", "application/xml; charset=utf-8");
    asked.body = kAskedProperties;
    asked.max_bytes = kMaxListingBytes;
    auto const result = context_.ask(std::move(asked));
    if (result.status == status::kNotFound || result.status == status::kGone)
        return std::nullopt;
    if (result.outcome != upstream::CallOutcome::answered || !is_done(result)) {
        if (result.status == status::kNotAllowed)
            return not_webdav();
        return failure_of_call(result);
    }
    // Such as the page of a proxy.
    if (result.status != status::kMultiStatus || !vault::is_utf8(result.body))
        return unreadable();
    auto listing = read_listing(result.body, path_in(url));
    if (auto* const failure = failure_in(listing))
        return std::move(*failure);
    auto& found = std::get<json::object>(listing);
    if (found.empty())
        return unreadable();
    return std::optional(std::move(found));
}

Or<std::optional<json::array>> Folder::list(std::string const& path)
{
    auto found = properties(url_of(path, Kind::folder), "1");
    if (auto* const failure = failure_in(found))
        return std::move(*failure);
    auto const& folder = std::get<std::optional<json::object>>(found);
    if (!folder || !crypto::flag_member(*folder, "isFolder"))
        return std::nullopt;
    auto const* const entries = crypto::array_member(*folder, "entries");
    return std::optional(entries ? *entries : json::array());
}

Or<std::optional<File>> Folder::read(std::string const& path)
{
    auto asked = call("GET", url_of(path, Kind::file));
    asked.max_bytes = kMaxNoteBytes;
    auto result = context_.ask(std::move(asked));
    if (result.status == status::kNotFound || result.status == status::kGone)
        return std::nullopt;
    if (result.outcome == upstream::CallOutcome::too_large)
        return std::optional(File{.content = {}, .etag = {}, .is_text = false});
    if (result.outcome != upstream::CallOutcome::answered || !is_done(result))
        return failure_of_call(result);
    if (is_html(result))
        return unreadable();
    if (!vault::is_utf8(result.body))
        return std::optional(File{.content = {}, .etag = {}, .is_text = false});
    auto etag = strong_etag(result);
    return std::optional(File{std::move(result.body), std::move(etag), true});
}

Or<bool> Folder::is_unchanged(std::string const& path, File const& before)
{
    auto now = read(path);
    if (auto* const failure = failure_in(now))
        return std::move(*failure);
    auto const& file = std::get<std::optional<File>>(now);
    return file && file->content == before.content;
}

Or<Change> Folder::put(std::string const& path, std::string const& content, std::string_view type,
                       std::vector<std::pair<std::string, std::string>> const& conditions)
{
    for (bool has_folder = false;; has_folder = true) {
        auto asked = call("PUT", url_of(path, Kind::file));
        asked.headers.emplace_back("Content-Type", type);
        asked.headers.insert(asked.headers.end(), conditions.begin(), conditions.end());
        asked.body = content;
        auto change = change_of(context_.ask(std::move(asked)));
        auto const* const made = std::get_if<Change>(&change);
        if (!made || *made != Change::no_folder || has_folder)
            return change;
        auto folder = make_folder(folder_of(path));
        if (auto* const failure = failure_in(folder))
            return std::move(*failure);
    }
}

Or<Change> Folder::write(std::string const& path, std::string const& text, std::optional<File> const& before)
{
    constexpr std::string_view kMarkdown = "text/markdown; charset=utf-8";
    if (!before)
        return put(path, text, kMarkdown, {{"If-None-Match", "*"}});
    if (!before->etag.empty())
        return put(path, text, kMarkdown, {{"If-Match", before->etag}});
    auto same = is_unchanged(path, *before);
    if (auto* const failure = failure_in(same))
        return std::move(*failure);
    return std::get<bool>(same) ? put(path, text, kMarkdown, {}) : Change::conflict;
}

Or<Change> Folder::write_bytes(std::string const& path, std::string const& bytes)
{
    auto const type = path.ends_with(".png") ? "image/png" : "application/octet-stream";
    return put(path, bytes, type, {});
}

Or<Change> Folder::move(std::string const& from, std::string const& to)
{
    // Apache answers 500 if it is missing.
    if (auto const folder = folder_of(to); folder != folder_of(from)) {
        auto made = make_folder(folder);
        if (auto* const failure = failure_in(made))
            return std::move(*failure);
    }
    auto asked = call("MOVE", url_of(from, Kind::file));
    asked.headers.emplace_back("Destination", url_of(to, Kind::file));
    asked.headers.emplace_back("Overwrite", "F");
    auto const result = context_.ask(std::move(asked));
    // Behind a proxy, a server may not recognise its own address in Destination (RFC 4918, 9.9.4).
    if (result.status == status::kBadGateway || result.status == status::kForbidden)
        return Change::refused;
    if (result.status == status::kNotFound)
        return Change::conflict;
    return change_of(result);
}

Or<Change> Folder::remove(std::string const& path, std::optional<File> const& before)
{
    auto asked = call("DELETE", url_of(path, Kind::file));
    if (before && !before->etag.empty()) {
        asked.headers.emplace_back("If-Match", before->etag);
    } else if (before) {
        auto same = is_unchanged(path, *before);
        if (auto* const failure = failure_in(same))
            return std::move(*failure);
        if (!std::get<bool>(same))
            return Change::conflict;
    }
    auto const result = context_.ask(std::move(asked));
    if (result.status == status::kNotFound || result.status == status::kGone)
        return Change::made;
    return change_of(result);
}

Or<Change> Folder::make_one(std::string const& url)
{
    auto const result = context_.ask(call("MKCOL", url));
    // It is there already.
    if (result.status == status::kNotAllowed)
        return Change::made;
    return change_of(result);
}

Or<Change> Folder::make_folder(std::string const& path)
{
    auto made = make_one(url_of(path, Kind::folder));
    auto const* const change = std::get_if<Change>(&made);
    if (!change || *change != Change::no_folder)
        return made;
    if (path.empty()) {
        return vault::stopped(ErrorClass::invalid_data,
                              "The folder above the one in the address doesn't exist on your WebDAV "
                              "server. Check the address.");
    }
    auto above = make_folder(folder_of(path));
    if (auto* const failure = failure_in(above))
        return std::move(*failure);
    return make_one(url_of(path, Kind::folder));
}

DeliveryResult Folder::test()
{
    auto found = properties(url_of("", Kind::folder), "0");
    if (auto* const failure = failure_in(found))
        return std::move(*failure);
    if (auto const& folder = std::get<std::optional<json::object>>(found))
        return crypto::flag_member(*folder, "isFolder") ? DeliveryResult{queue::Outcome::done(), std::nullopt}
                                                        : not_webdav();
    // It is made with the first note.
    auto above = properties(folder_of(address_) + "/", "0");
    if (auto* const failure = failure_in(above))
        return std::move(*failure);
    return std::get<std::optional<json::object>>(above) ? DeliveryResult{queue::Outcome::done(), std::nullopt}
                                                        : not_webdav();
}

}  // namespace rmirror::targets::webdav
