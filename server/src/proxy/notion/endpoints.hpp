// SPDX-License-Identifier: AGPL-3.0-or-later
// The endpoints of Notion's API that are proxied. Routes and rate limits are generated from this table.
#pragma once

#include "http/request.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rmirror::proxy::notion {

/// Kind of request body.
enum class Content {
    nothing,
    json,
    query,  // JSON that requests one page of a list.
    file,   // A multipart form with a file.
};

struct Endpoint {
    std::string_view name;  // For rate limits and the audit: "GET /pages/:id".
    http::Method method;
    std::string_view path;  // Below /v1/. `:id` is a UUID.
    std::int64_t per_minute;
    Content content = Content::nothing;
};

constexpr std::int64_t kReads = 30;
constexpr std::int64_t kWrites = 20;
constexpr std::int64_t kLooks = 10;

inline constexpr std::array kEndpoints{
    Endpoint{"POST /search", http::Method::post, "search", kReads, Content::query},
    Endpoint{"GET /users/me", http::Method::get, "users/me", kLooks},
    Endpoint{"GET /databases/:id", http::Method::get, "databases/:id", kReads},
    Endpoint{"POST /databases/:id/query", http::Method::post, "databases/:id/query", kReads, Content::query},
    Endpoint{"GET /data_sources/:id", http::Method::get, "data_sources/:id", kReads},
    Endpoint{"POST /data_sources/:id/query", http::Method::post, "data_sources/:id/query", kReads,
             Content::query},
    Endpoint{"POST /pages", http::Method::post, "pages", kWrites, Content::json},
    Endpoint{"GET /pages/:id", http::Method::get, "pages/:id", kReads},
    Endpoint{"PATCH /pages/:id", http::Method::patch, "pages/:id", kWrites, Content::json},
    Endpoint{"GET /blocks/:id", http::Method::get, "blocks/:id", kReads},
    Endpoint{"PATCH /blocks/:id", http::Method::patch, "blocks/:id", kWrites, Content::json},
    Endpoint{"DELETE /blocks/:id", http::Method::remove, "blocks/:id", kWrites},
    Endpoint{"GET /blocks/:id/children", http::Method::get, "blocks/:id/children", kReads},
    Endpoint{"PATCH /blocks/:id/children", http::Method::patch, "blocks/:id/children", kWrites,
             Content::json},
    Endpoint{"POST /file_uploads", http::Method::post, "file_uploads", kWrites, Content::json},
    Endpoint{"GET /file_uploads/:id", http::Method::get, "file_uploads/:id", kReads},
    Endpoint{"POST /file_uploads/:id/send", http::Method::post, "file_uploads/:id/send", kWrites,
             Content::file},
    Endpoint{"POST /file_uploads/:id/complete", http::Method::post, "file_uploads/:id/complete", kWrites,
             Content::json},
};

constexpr std::size_t kMaxJsonBytes = 500U << 10U;  // Notion's own limit.
/// Notion's limit for a file in one call, plus the overhead of the form.
constexpr std::size_t kMaxFormBytes = (20U << 20U) + (16U << 10U);

constexpr std::size_t max_body_bytes(Endpoint const& endpoint)
{
    return endpoint.content == Content::file ? kMaxFormBytes : kMaxJsonBytes;
}

}  // namespace rmirror::proxy::notion
