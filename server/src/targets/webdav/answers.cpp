// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/answers.hpp"

#include "targets/failure.hpp"

#include <utf8proc.h>

namespace rmirror::targets::webdav {

namespace {

using queue::ErrorClass;

constexpr std::string_view kServer = "Your WebDAV server";

}  // namespace

DeliveryResult failure_of_call(upstream::CallResult const& result)
{
    if (result.status == status::kLocked)
        return failed(ErrorClass::unknown_error,
                      "The note is locked by another program. It is retried automatically.");
    if (result.status == status::kInsufficientStorage) {
        auto full =
            failed(ErrorClass::quota_exceeded,
                   std::string(kServer) + " has no room left. Free some space there, then try again.");
        full.stops = true;
        return full;
    }
    if (result.status == 0 && result.why.find("SSL") != std::string::npos)
        return failed(ErrorClass::network_error,
                      std::string(kServer) +
                          " can't be reached safely: its certificate isn't valid for this "
                          "address, or its encryption is out of date.");
    return failure_of(result, kServer);
}

DeliveryResult unreadable()
{
    return failed(ErrorClass::network_error, std::string(kServer) + " sent a response that can't be read.");
}

DeliveryResult refused_note()
{
    return failed(ErrorClass::invalid_data, std::string(kServer) + " doesn't take the note.");
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

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        utf8proc_int32_t point = 0;
        auto const length = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &point);
        if (length <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

}  // namespace rmirror::targets::webdav
