// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/static_files.hpp"

#include "http/files/accept.hpp"
#include "http/files/compression.hpp"
#include "http/files/etag.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace rmirror::http {

// shared/dashboard-headers.json, shared/ai-worker-headers.json and shared/diagrams-headers.json, embedded at
// build time.
extern char const kDashboardHeaders[];
extern char const kAiWorkerHeaders[];
extern char const kDiagramsHeaders[];

namespace {

namespace fs = std::filesystem;

struct MimeType {
    std::string_view extension;
    std::string_view type;
};

constexpr std::array<MimeType, 16> kMimeTypes = {{
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".png", "image/png"},
    {".rmdoc", "application/zip"},
    {".svg", "image/svg+xml"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".zip", "application/zip"},
}};

struct Encoding {
    std::string_view name;
    std::string_view extension;
};

constexpr std::array<Encoding, 2> kEncodings = {{{"br", ".br"}, {"gzip", ".gz"}}};

/// Vite puts the content's hash into the names of the files in this folder, so they never change.
constexpr std::string_view kHashedFolder = "/assets/";

/// The dashboard's screen for people with a link, which no search engine is to list.
constexpr std::string_view kSharedScreen = "/shared";

/// The web worker that calls transcription services with the user's own key. It may connect to other origins;
/// the dashboard itself may not.
constexpr std::string_view kAiWorker = "/assets/ai-worker-";

/// The page that draws diagrams within the dashboard. It may set inline styles, and load and send nothing.
constexpr std::string_view kDiagrams = "/diagrams.html";

std::string_view mime_type(std::string const& extension)
{
    for (auto const& [known, type] : kMimeTypes)
        if (known == extension)
            return type;
    return "application/octet-stream";
}

bool is_compressed(fs::path const& path)
{
    return std::any_of(kEncodings.begin(), kEncodings.end(),
                       [&](Encoding const& each) { return path.extension() == each.extension; });
}

Reply no_such_file()
{
    return problem(Code::Not_Found, "This file doesn't exist.");
}

boost::json::object const& rules_of(std::string_view path)
{
    static auto const of_dashboard = boost::json::parse(kDashboardHeaders).as_object();
    static auto const of_ai_worker = boost::json::parse(kAiWorkerHeaders).as_object();
    static auto const of_diagrams = boost::json::parse(kDiagramsHeaders).as_object();
    if (path == kDiagrams)
        return of_diagrams;
    return path.starts_with(kAiWorker) ? of_ai_worker : of_dashboard;
}

/// `bucket`: another origin to which the dashboard may connect; empty if there is none.
void add_browser_rules(Reply& reply, std::string_view path, std::string const& bucket)
{
    constexpr std::string_view kConnections = "connect-src 'self'";
    for (auto const& [name, value] : rules_of(path)) {
        std::string rules(value.as_string());
        auto const place = rules.find(kConnections);
        if (!bucket.empty() && place != std::string::npos)
            rules.insert(place + kConnections.size(), " " + bucket);
        reply.with(std::string(name), std::move(rules));
    }
}

}  // namespace

Result<StaticFiles> StaticFiles::load(std::string const& folder)
{
    StaticFiles files;
    std::error_code failure;
    for (fs::recursive_directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        auto const& path = entry->path();
        if (!entry->is_regular_file() || is_compressed(path))
            continue;
        auto const name = "/" + fs::relative(path, folder).generic_string();
        File file{mime_type(path.extension().string()), name.starts_with(kHashedFolder), {}};
        for (auto const& [encoding, extension] : kEncodings)
            if (auto packed = FileContent::load(path.string() + std::string(extension)))
                file.variants.push_back({std::string(encoding), std::move(*packed)});
        if (auto plain = FileContent::load(path)) {
            file.variants.push_back({"", std::move(*plain)});
            files.files_.emplace(name, std::move(file));
        }
    }
    if (!files.files_.contains("/index.html"))
        return Refusal{folder + " has no index.html"};
    return files;
}

void StaticFiles::add_root_attribute(std::string_view name)
{
    constexpr std::string_view kRoot = "<html ";
    auto& variants = files_.at("/index.html").variants;
    auto page = *variants.back().content.read();
    if (auto const root = page.find(kRoot); root != std::string::npos)
        page.insert(root + kRoot.size(), std::string(name) + " ");
    variants.clear();
    variants.push_back({"", FileContent(std::move(page))});
}

void StaticFiles::allow_uploads_to(std::string origin)
{
    bucket_ = std::move(origin);
}

StaticFiles::File const* StaticFiles::find(std::string const& path) const
{
    auto const found = files_.find(path == "/" ? "/index.html" : path);
    return found == files_.end() ? nullptr : &found->second;
}

StaticFiles::File const* StaticFiles::screen(std::string const& path, Request const& request) const
{
    bool const names_a_file = path.find('.', path.rfind('/')) != std::string::npos;
    bool const wants_page = accepts(request.header_list("Accept"), "text/html").value_or(false);
    return wants_page && !names_a_file ? &files_.at("/index.html") : nullptr;
}

Reply StaticFiles::serve(Request const& request) const
{
    auto const path = percent_decoded(request.path);
    auto const* file = path ? find(*path) : nullptr;
    bool const is_screen = !file;
    if (path && is_screen)
        file = screen(*path, request);
    if (!file)
        return no_such_file().with("Vary", "Accept");
    auto const accepted = request.header_list("Accept-Encoding");
    auto const variant = std::find_if(file->variants.begin(), file->variants.end(), [&](Variant const& each) {
        return each.encoding.empty() || accepts_coding(accepted, each.encoding);
    });
    bool const is_known = etag_matches(request.header_list("If-None-Match"), variant->content.etag());
    Reply reply{.content_type = std::string(file->content_type),
                .body = is_known ? nullptr : variant->content.read(),
                .headers = {}};
    if (is_known)
        reply.status = Code::Not_Modified;
    else if (!reply.body)
        return no_such_file();
    reply.with("ETag", variant->content.etag());
    reply.with("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (is_screen)
        reply.with("Vary", "Accept");
    if (file->variants.size() > 1)
        reply.with("Vary", "Accept-Encoding");
    if (!variant->encoding.empty())
        reply.with("Content-Encoding", variant->encoding);
    add_browser_rules(reply, is_screen ? "" : *path, bucket_);
    if (path && *path == kSharedScreen)
        reply.with("X-Robots-Tag", "noindex, nofollow");
    return reply;
}

}  // namespace rmirror::http
