// SPDX-License-Identifier: AGPL-3.0-or-later
// Serves the agent releases that the operator puts into RMIRROR_DOWNLOADS_DIR.
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/files/file_source.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace rmirror::routes {

namespace {

using http::Reply;

constexpr auto kRelease = "latest.json";
constexpr std::size_t kReleaseBytes = 64U << 10U;

std::shared_ptr<ByteSource> open(App const& app, std::string_view name)
{
    auto const& folder = app.settings.text("RMIRROR_DOWNLOADS_DIR");
    return folder.empty() ? nullptr : http::open_file(std::filesystem::path(folder) / name);
}

/// False for names with a path separator, which could lead out of the folder, and for hidden files.
bool is_file_name(std::string_view name)
{
    return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
               each == '.' || each == '-' || each == '_' || each == '+';
    });
}

bool is_release(std::string const& text)
{
    boost::system::error_code failure;
    auto const json = boost::json::parse(text, failure);
    auto const* const release = failure ? nullptr : json.if_object();
    auto const is_text = [&](char const* member) {
        auto const* const value = release->if_contains(member);
        return value && value->is_string();
    };
    return release && release->size() == 2 && is_text("manifest") && is_text("signature");
}

Reply show_latest(App& app, Call const&)
{
    auto const file = open(app, kRelease);
    if (!file)
        return http::problem(http::Code::Not_Found, "This server offers no releases of the agent.");
    auto text = file->read(kReleaseBytes);
    if (text.size() != file->size() || !is_release(text))
        throw std::runtime_error("latest.json in RMIRROR_DOWNLOADS_DIR is no signed release");
    return http::ok_json(std::move(text)).with("Cache-Control", "no-cache");
}

/// Sent as an attachment: a file shown as a page would run in the dashboard's origin.
Reply download(App& app, Call const& call)
{
    auto const name = call.request.parameter("name");
    auto file = is_file_name(name) ? open(app, name) : nullptr;
    if (!file)
        return http::problem(http::Code::Not_Found, "This file doesn't exist.");
    Reply reply{.content_type = "application/octet-stream", .body = nullptr, .headers = {}};
    reply.source = std::move(file);
    return std::move(reply)
        .with("Content-Disposition", "attachment")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-cache");
}

constexpr Row kDownloadsRows[] = {
    {http::Method::get, "/api/v1/agents/latest", Access::anyone, show_latest},
    {http::Method::get, "/downloads/:name", Access::anyone, download},
};

}  // namespace

Table downloads_routes()
{
    return kDownloadsRows;
}

}  // namespace rmirror::routes
