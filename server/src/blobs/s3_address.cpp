// SPDX-License-Identifier: AGPL-3.0-or-later
// Implements https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, whose example is a
// test.
#include "blobs/s3_address.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/hmac.hpp"
#include "hashing.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <span>

namespace rmirror {

namespace {

std::span<std::uint8_t const> bytes_of(std::string_view text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

/// 20130524T000000Z
std::string stamp_of(std::chrono::sys_seconds time)
{
    auto const day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const clock(time - day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

std::string_view host_of(std::string_view endpoint)
{
    auto const scheme = endpoint.find("://");
    return scheme == std::string_view::npos ? endpoint : endpoint.substr(scheme + 3);
}

std::string signature(S3Account const& account, std::string_view date, std::string_view text)
{
    Secret key("AWS4" + account.secret_key.reveal());
    for (std::string_view const part :
         {date, std::string_view(account.region), std::string_view("s3"), std::string_view("aws4_request")})
        key = Secret(crypto::hmac_sha256(key, part));
    return to_hex(bytes_of(crypto::hmac_sha256(key, text)));
}

}  // namespace

std::string presigned_address(S3Account const& account, std::string_view method, std::string_view path,
                              std::chrono::sys_seconds now, std::chrono::seconds valid,
                              std::string_view query, SignedHeaders headers)
{
    headers["host"] = host_of(account.endpoint);
    std::string names;
    std::string lines;
    for (auto const& [name, value] : headers) {
        names.append(names.empty() ? "" : ";").append(name);
        lines.append(name).append(":").append(value).append("\n");
    }
    auto const stamp = stamp_of(now);
    auto const date = stamp.substr(0, 8);
    auto const scope = date + "/" + account.region + "/s3/aws4_request";
    auto const parameters = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" +
                            percent_encoded(account.access_key + "/" + scope) + "&X-Amz-Date=" + stamp +
                            "&X-Amz-Expires=" + std::to_string(valid.count()) +
                            "&X-Amz-SignedHeaders=" + percent_encoded(names) +
                            (query.empty() ? "" : "&" + std::string(query));
    auto const request = std::string(method) + "\n" + std::string(path) + "\n" + parameters + "\n" + lines +
                         "\n" + names + "\nUNSIGNED-PAYLOAD";
    auto const to_sign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + sha256_hex(request);
    return account.endpoint + std::string(path) + "?" + parameters +
           "&X-Amz-Signature=" + signature(account, date, to_sign);
}

}  // namespace rmirror
