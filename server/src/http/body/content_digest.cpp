// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body/content_digest.hpp"

#include "crypto/base64.hpp"
#include "hashing.hpp"
#include "http/request.hpp"

namespace rmirror::http {

namespace {

constexpr std::size_t kHashBytes = 32;

std::optional<std::string> hash_of_base64(std::string_view text)
{
    auto const hash = crypto::parse_base64(text);
    if (!hash || hash->size() != kHashBytes)
        return std::nullopt;
    return to_hex({reinterpret_cast<std::uint8_t const*>(hash->data()), hash->size()});
}

}  // namespace

std::optional<std::string> sha256_of_digest(std::string_view content_digest)
{
    constexpr std::string_view kName = "sha-256=:";
    std::optional<std::string> found;
    for (auto const part : listed(content_digest)) {
        if (!part.starts_with(kName))
            continue;
        if (found || !part.ends_with(':'))
            return std::nullopt;
        found = hash_of_base64(part.substr(kName.size(), part.size() - kName.size() - 1));
        if (!found)
            return std::nullopt;
    }
    return found;
}

}  // namespace rmirror::http
