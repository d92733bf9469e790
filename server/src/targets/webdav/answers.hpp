// SPDX-License-Identifier: AGPL-3.0-or-later
// What a WebDAV server's answers mean for a delivery.
#pragma once

#include "targets/webdav/result.hpp"
#include "upstream/client/client.hpp"

#include <string>

namespace rmirror::targets::webdav {

namespace status {

constexpr int kMultiStatus = 207;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kConflict = 409;
constexpr int kGone = 410;
constexpr int kPreconditionFailed = 412;
constexpr int kLocked = 423;
constexpr int kNotImplemented = 501;
constexpr int kBadGateway = 502;
constexpr int kInsufficientStorage = 507;

}  // namespace status

/// Of a call that was neither carried out nor answered with something that its caller expects.
DeliveryResult failure_of_call(upstream::CallResult const& result);
/// Of an answer such as a proxy's page.
DeliveryResult unreadable();
/// Of a note that the server wouldn't take the next time either.
DeliveryResult refused_note();

/// Of a PUT, MOVE, DELETE or MKCOL.
Or<Change> change_of(upstream::CallResult const& result);

/// The answer's ETag if a condition may name it; weak ones never match there.
std::string strong_etag(upstream::CallResult const& result);

}  // namespace rmirror::targets::webdav
