// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/vault/failures.hpp"

#include <utility>

namespace rmirror::targets::vault {

using queue::ErrorClass;

std::optional<DeliveryResult> tls_failure(upstream::CallResult const& result, std::string const& service)
{
    if (result.status != 0 || result.why.find("SSL") == std::string::npos)
        return std::nullopt;
    return failed(ErrorClass::network_error,
                  service +
                      " can't be reached safely: its certificate isn't valid for this "
                      "address, or its encryption is out of date.");
}

DeliveryResult unreadable_answer(std::string const& service)
{
    return failed(ErrorClass::network_error, service + " sent a response that can't be read.");
}

DeliveryResult refused_note(std::string const& service)
{
    return failed(ErrorClass::invalid_data, service + " doesn't take the note.");
}

DeliveryResult stopped(ErrorClass error, std::string sentence)
{
    auto result = failed(error, std::move(sentence));
    result.stops = true;
    return result;
}

}  // namespace rmirror::targets::vault
