// SPDX-License-Identifier: AGPL-3.0-or-later
// Failures that targets for servers of a user's own have in common. `service` begins the sentences.
#pragma once

#include "targets/vault/result.hpp"
#include "upstream/client/client.hpp"

#include <optional>
#include <string>

namespace rmirror::targets::vault {

/// Of a call that failed because of the server's certificate or encryption.
std::optional<DeliveryResult> tls_failure(upstream::CallResult const& result, std::string const& service);
DeliveryResult unreadable_answer(std::string const& service);
/// Of a note that the server wouldn't take the next time either.
DeliveryResult refused_note(std::string const& service);
/// Until the user changes something there or in the settings.
DeliveryResult stopped(queue::ErrorClass error, std::string sentence);

}  // namespace rmirror::targets::vault
