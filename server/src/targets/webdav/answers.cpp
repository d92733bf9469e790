// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/answers.hpp"

#include "targets/failure.hpp"
#include "targets/vault/failures.hpp"

#include <utility>

namespace rmirror::targets::webdav {

namespace {

using queue::ErrorClass;

constexpr char const* kServer = "Your WebDAV server";

}  // namespace

DeliveryResult failure_of_call(upstream::CallResult const& result)
{
    if (result.status == status::kLocked)
        return failed(ErrorClass::unknown_error,
                      "The note is locked by another program. It is retried automatically.");
    if (result.status == status::kInsufficientStorage)
        return vault::stopped(
            ErrorClass::quota_exceeded,
            std::string(kServer) + " has no room left. Free some space there, then try again.");
    if (auto failure = vault::tls_failure(result, kServer))
        return std::move(*failure);
    return failure_of(result, kServer);
}

DeliveryResult unreadable()
{
    return vault::unreadable_answer(kServer);
}

DeliveryResult refused_note()
{
    return vault::refused_note(kServer);
}

Or<Change> change_of(upstream::CallResult const& result)
{
    if (is_done(result))
        return Change::made;
    switch (result.status) {
        case status::kPreconditionFailed:
            return Change::conflict;
        case status::kNotFound:
        case status::kConflict:
            return Change::no_folder;
        case status::kNotAllowed:
        case status::kNotImplemented:
            return Change::refused;
        default:
            return failure_of_call(result);
    }
}

std::string strong_etag(upstream::CallResult const& result)
{
    auto const found = result.headers.find("etag");
    if (found == result.headers.end() || !found->second.starts_with('"') || !found->second.ends_with('"'))
        return {};
    return found->second;
}

}  // namespace rmirror::targets::webdav
